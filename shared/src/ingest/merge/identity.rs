//! Who a customer is: of several statements the weightiest and newest stays, whatever came first.

use crate::domain::{CustomerIdentity, Earlier, IdentityField, ImportId, Provenance, Replaced, StatedField, Weight};

/// Values of one import for the fields of an identity.
#[derive(Default)]
pub(super) struct Statements<'a>(Vec<(IdentityField, Weight, &'a str)>);

impl<'a> Statements<'a> {
    /// A value; an empty one says nothing.
    pub(super) fn add(&mut self, field: IdentityField, weight: Weight, value: Option<&'a str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push((field, weight, value));
        }
    }

    /// Writes the best value of each field. Returns how many fields changed, and how many stated values differ from a
    /// weightier one that stays.
    pub(super) fn take_in(
        self,
        identity: &mut CustomerIdentity,
        provenance: &mut Provenance,
        import: &ImportId,
    ) -> (u64, u64) {
        let (mut changed, mut kept) = (0, 0);
        for field in [IdentityField::Email, IdentityField::Name, IdentityField::AcquisitionSource] {
            let of_field = self.0.iter().filter(|statement| statement.0 == field);
            let Some((weight, value)) = of_field.map(|(_, weight, value)| (*weight, *value)).max() else { continue };
            let present = value_of(identity, field);
            let position = provenance.fields.iter().position(|stated| stated.field == field);
            let present_weight = position.map(|position| provenance.fields[position].weight);
            match present.as_deref().filter(|text| !text.is_empty()) {
                // Said again: the first import to say so keeps it, so that taking back the second loses nothing.
                Some(text) if text == value => {
                    if let Some(position) = position {
                        let stated = &mut provenance.fields[position];
                        stated.weight = stated.weight.max(weight);
                    }
                    continue;
                }
                Some(text) if (Some(weight), value) < (present_weight, text) => {
                    kept += 1;
                    continue;
                }
                _ => {}
            }
            let before = present.replace(value.to_owned()).filter(|text| !text.is_empty());
            let stated = StatedField { field, weight, import: import.clone() };
            changed += 1;
            match position {
                None => {
                    let at = provenance.fields.partition_point(|other| other.field < field);
                    provenance.fields.insert(at, stated);
                }
                Some(position) => {
                    let earlier = std::mem::replace(&mut provenance.fields[position], stated);
                    if let Some(text) = before.filter(|_| earlier.import != *import) {
                        provenance
                            .replaced
                            .push(Replaced { by: import.clone(), earlier: Earlier::Field(earlier, text) });
                    }
                }
            }
        }
        (changed, kept)
    }
}

/// Takes an import's values back. Returns how many were reversed and how many stay because another import gave others.
pub(in crate::ingest) fn take_back(
    identity: &mut CustomerIdentity,
    provenance: &mut Provenance,
    import: &ImportId,
) -> (u64, u64) {
    let (mut reversed, mut kept) = (0, 0);
    for field in [IdentityField::Email, IdentityField::Name, IdentityField::AcquisitionSource] {
        let of_field = |one: &Replaced| matches!(&one.earlier, Earlier::Field(stated, _) if stated.field == field);
        let written_over = |replaced: &[Replaced]| replaced.iter().position(|one| one.by == *import && of_field(one));
        let Some(position) = provenance.fields.iter().position(|stated| stated.field == field) else { continue };
        if provenance.fields[position].import == *import {
            reversed += 1;
            let before = written_over(&provenance.replaced).map(|at| provenance.replaced.remove(at).earlier);
            if let Some(Earlier::Field(stated, text)) = before {
                *value_of(identity, field) = Some(text);
                provenance.fields[position] = stated;
            } else {
                *value_of(identity, field) = None;
                provenance.fields.remove(position);
            }
        } else if let Some(later) = provenance.replaced.iter().position(
            |one| matches!(&one.earlier, Earlier::Field(stated, _) if stated.field == field && stated.import == *import),
        ) {
            kept += 1;
            match written_over(&provenance.replaced) {
                None => drop(provenance.replaced.remove(later)),
                Some(before) => {
                    provenance.replaced[later].earlier = provenance.replaced[before].earlier.clone();
                    provenance.replaced.remove(before);
                }
            }
        }
    }
    (reversed, kept)
}

fn value_of(identity: &mut CustomerIdentity, field: IdentityField) -> &mut Option<String> {
    match field {
        IdentityField::Email => &mut identity.email,
        IdentityField::Name => &mut identity.name,
        IdentityField::AcquisitionSource => &mut identity.acquisition_source,
    }
}
