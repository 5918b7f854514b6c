//! Who passes a rule.

use protocol::{Filter, SegmentAnswer, SegmentChoices, SegmentQuestion, SegmentView, StagesQuestion, StagesView};
use shared::base::AttributesReader;
use shared::domain::Day;
use shared::planning::Scope;
use shared::segments::{
    Definition, Members, RuleFault, SegmentFigures, Stage, StageRules, TierCuts, TierWorth, figures, members,
    members_hash, transitions,
};

use super::LoadedBase;
use super::row::customer_row;
use crate::text;

/// Most members of a sample.
const MAX_SAMPLE: u32 = 50;

impl LoadedBase {
    /// Takes the attributes of this generation from their chunks, unzipped; the number of products.
    ///
    /// # Errors
    /// In words, when they are not those of this base.
    pub fn take_attributes(&mut self, generation: u64, chunks: &[Vec<u8>]) -> Result<u32, String> {
        if generation != self.generation() {
            return Err(text::OTHER_NAMES.into());
        }
        let mut reader = AttributesReader::new(self.base.customers.len());
        chunks.iter().try_for_each(|chunk| reader.push(chunk)).map_err(|error| error.to_string())?;
        let attributes = reader.finish().map_err(|error| error.to_string())?;
        let products = attributes.products.len() as u32;
        self.base.attributes = Some(attributes);
        Ok(products)
    }

    /// Those who pass a rule.
    ///
    /// # Errors
    /// When the rule is faulty or asks for what is not here.
    pub(super) fn members(&self, definition: &Definition) -> Result<Members, RuleFault> {
        definition.check()?;
        members(&definition.rule, &self.base, &self.derived)
    }

    /// Those who pass a rule, with a sample of them.
    #[must_use]
    pub fn segment(&self, asked: &SegmentQuestion, milliseconds: fn() -> f64) -> SegmentAnswer {
        let started = milliseconds();
        let members = match self.members(&asked.definition) {
            Ok(members) => members,
            Err(fault) => return fault.into(),
        };
        let figures = figures(&members, &self.base.customers);
        let count_ms = milliseconds() - started;
        let sample = members.iter().take(asked.sample.min(MAX_SAMPLE) as usize);
        SegmentAnswer::Members(SegmentView {
            figures,
            members_hash: asked.with_hash.then(|| members_hash(&members, &self.base.customers)),
            sample: sample.map(|row| customer_row(&self.base, self.tiers(), row)).collect(),
            count_ms,
        })
    }

    /// Size and worth of several rules, each or why not.
    #[must_use]
    pub fn segments(&self, definitions: &[Definition]) -> Vec<Result<SegmentFigures, String>> {
        let figures = |definition| {
            let members = self.members(definition).map_err(|fault| fault.message)?;
            Ok(figures(&members, &self.base.customers))
        };
        definitions.iter().map(figures).collect()
    }

    /// What rules can name.
    #[must_use]
    pub fn segment_choices(&self) -> SegmentChoices {
        let attributes = self.base.attributes.clone().unwrap_or_default();
        SegmentChoices {
            has_attributes: self.base.attributes.is_some(),
            products: attributes.products.into_iter().map(|product| product.name).collect(),
            products_left_out: attributes.products_left_out,
            attributes: attributes.columns.into_iter().map(|column| (column.name, column.values)).collect(),
            leads: attributes.leads,
        }
    }

    /// Where value tiers end; `None` where no value is known.
    #[must_use]
    pub fn tier_cuts(&self, worth: TierWorth) -> Option<TierCuts> {
        TierCuts::of(&self.base.customers, self.manifest.settings.margin_share, worth)
    }

    /// Who is in which stage, and who moved.
    #[must_use]
    pub fn stages(&self, asked: StagesQuestion) -> StagesView {
        let mut customers = [0; 6];
        customers[Stage::Lead as usize] = self.base.attributes.as_ref().map_or(0, |attributes| attributes.leads);
        for stage in self.derived.stages(&self.base) {
            customers[*stage as usize] += 1;
        }
        let from = self.base.as_of.map(|as_of| Day(as_of.0.saturating_sub_unsigned(asked.days)));
        let first = self.base.orders.day.iter().min();
        let from = from.filter(|from| first.is_some_and(|first| first <= from));
        let moved = from.and_then(|from| transitions(&self.base, &self.manifest.assessment, from));
        StagesView::new(customers, StageRules::of(&self.base), moved)
    }

    /// Whether a filter can be asked of this base.
    ///
    /// # Errors
    /// In words, when its segment cannot.
    pub fn check_filter(&self, filter: &Filter) -> Result<(), String> {
        filter.segment.as_ref().map_or(Ok(()), |segment| self.members(segment).map(drop).map_err(said))
    }

    /// Whether a scope can be asked of this base.
    ///
    /// # Errors
    /// In words, when its segment cannot.
    pub fn check_scope(&self, scope: &Scope) -> Result<(), String> {
        scope.check_with(&self.base).map_err(said)
    }
}

fn said(fault: RuleFault) -> String {
    fault.message
}

#[cfg(test)]
mod tests {
    use protocol::{Column, Filter, ListQuery, SegmentAnswer, SegmentQuestion, Sort, StagesQuestion};
    use shared::base::{attribute_chunks, encode_attributes};
    use shared::planning::RiskBand;
    use shared::segments::{Bought, Condition, Definition, Rule, Stage, members_hash};

    use crate::base::test_base;

    fn product(name: &str) -> Definition {
        let products = vec![name.to_owned()];
        Definition::new(Rule::Is(Condition::Product { bought: Bought::AnyOf, products }))
    }

    fn asked(definition: Definition) -> SegmentQuestion {
        SegmentQuestion { definition, sample: 5, with_hash: true }
    }

    #[test]
    fn products_are_known_once_the_attributes_are_here() {
        let (manifest, base) = test_base::scored_shop();
        let attributes = base.attributes.clone().expect("built");
        let mug = product("Stoneware mug");
        let mut loaded = test_base::load(&manifest, shared::base::Base { attributes: None, ..base.clone() });
        let SegmentAnswer::Fault { place, .. } = loaded.segment(&asked(mug.clone()), || 0.0) else {
            panic!("not known yet");
        };
        assert_eq!(place, "is");
        let filter = Filter { segment: Some(mug.clone()), ..Filter::default() };
        assert!(loaded.check_filter(&filter).is_err());
        let count = base.customers.len();
        let chunks: Vec<_> =
            (0..attribute_chunks(count)).map(|number| encode_attributes(&attributes, count, number)).collect();
        assert!(loaded.take_attributes(9, &chunks).is_err(), "of another generation");
        assert!(loaded.take_attributes(1, &[]).is_err(), "none came");
        assert_eq!(loaded.take_attributes(1, &chunks), Ok(attributes.products.len() as u32));
        let SegmentAnswer::Members(view) = loaded.segment(&asked(mug), || 0.0) else { panic!("known now") };
        let buyers = attributes.buyers("Stoneware mug").expect("sold");
        assert_eq!(view.figures.customers as usize, buyers.len());
        assert_eq!(view.sample.iter().map(|row| row.row).collect::<Vec<_>>(), buyers[..5]);
        assert_eq!(loaded.check_filter(&filter), Ok(()));
    }

    #[test]
    fn list_export_and_count_agree() {
        let (manifest, base) = test_base::scored_shop();
        let ids = base.customers.id.clone();
        let columns = base.customers.clone();
        let mut loaded = test_base::load(&manifest, base);
        let rule = Rule::Any(vec![
            Rule::Is(Condition::Risk { any_of: vec![RiskBand::Slipping] }),
            Rule::Is(Condition::Stage { any_of: vec![Stage::New] }),
        ]);
        let definition = Definition::new(rule);
        let SegmentAnswer::Members(view) = loaded.segment(&asked(definition.clone()), || 0.0) else { panic!("a rule") };
        let sort = Sort { column: Column::NetValue, descending: true };
        let filter = Filter { segment: Some(definition.clone()), ..Filter::default() };
        let query = ListQuery { sort, filter, offset: 0, limit: 500 };
        assert_eq!(loaded.list(query.clone()).total, view.figures.customers);
        let identity = |id: &shared::domain::CustomerId| shared::api::IdentityRow {
            id: *id,
            number: id.to_string(),
            name: None,
            email: None,
        };
        let (lines, file) =
            loaded.export_csv(&query, &ids.iter().map(identity).collect::<Vec<_>>()).expect("names fit");
        assert_eq!(lines, view.figures.customers);
        let file = String::from_utf8(file).expect("text");
        let mut exported: Vec<usize> = file
            .lines()
            .skip(1)
            .map(|line| ids.iter().position(|id| line.starts_with(&id.to_string())).expect("a customer"))
            .collect();
        exported.sort_unstable();
        let members = shared::segments::Members::of(ids.len(), |row| exported.binary_search(&row).is_ok());
        assert_eq!(Some(members_hash(&members, &columns)), view.members_hash);
        let all = loaded.segments(&[definition, product("never sold")]);
        assert_eq!(all[0], Ok(view.figures));
        assert!(all[1].is_err());
    }

    #[test]
    fn everybody_is_in_one_stage() {
        let (manifest, base) = test_base::scored_shop();
        let customers = base.customers.len() as u32;
        let loaded = test_base::load(&manifest, base);
        let view = loaded.stages(StagesQuestion { days: 90 });
        assert_eq!(view.customers.iter().sum::<u32>(), customers, "the shop has no leads");
        let moved = view.transitions.expect("the shop is older");
        assert_eq!(moved.customers.iter().flatten().sum::<u32>(), customers);
        assert!(loaded.stages(StagesQuestion { days: 100_000 }).transitions.is_none());
    }
}
