//! Invented people: common first and last names of several languages, put together by chance.

use crate::domain::{Channel, ConsentRecord, ConsentStatus, Consents, CustomerIdentity, Day, Purpose, SAMPLE_SOURCE};
use crate::random::Random;

#[rustfmt::skip]
const FIRST_NAMES: &[&str] = &[
    "Ada", "Agnès", "Aiko", "Aisha", "Alba", "Alejandro", "Alina", "Amélie", "Amina", "Anders", "Andrea", "Anneke",
    "Anton", "Anya", "Arjun", "Arne", "Astrid", "Aurora", "Beatriz", "Ben", "Birgit", "Björn", "Bruno", "Camille",
    "Carla", "Carmen", "Caroline", "Celine", "Chiara", "Clara", "Clémence", "Dagmar", "Daniel", "Daria", "David",
    "Diego", "Dominik", "Edda", "Elena", "Elif", "Elin", "Elisa", "Emil", "Emma", "Enzo", "Erik", "Esther", "Eva",
    "Fatima", "Felix", "Femke", "Finn", "Florence", "Francesca", "Freya", "Frida", "Gabriel", "Giulia", "Greta",
    "Hanna", "Hannes", "Helena", "Hugo", "Ida", "Ilse", "Imani", "Ines", "Ingrid", "Irina", "Isabel", "Ivan",
    "Jakub", "Jan", "Jana", "Jasmin", "Jeroen", "Joana", "Johan", "Jonas", "Josefine", "José", "Julia", "Jürgen",
    "Kaja", "Karim", "Karin", "Katarzyna", "Kenji", "Klara", "Lars", "Laura", "Léa", "Leila", "Lena", "Leo",
    "Linnea", "Lotte", "Louis", "Lucía", "Luca", "Lukas", "Maarten", "Magda", "Maja", "Marco", "Margot", "Maria",
    "Mariam", "Marta", "Mateo", "Mathilde", "Matteo", "Maya", "Mehmet", "Mia", "Mila", "Milan", "Mira", "Moritz",
    "Nadia", "Naomi", "Natalia", "Nele", "Niamh", "Nicolas", "Nils", "Nina", "Noah", "Noor", "Nuria", "Olga",
    "Olivia", "Oskar", "Paula", "Paulo", "Pedro", "Petra", "Philipp", "Pia", "Priya", "Rafael", "Ravi", "Renate",
    "Rosa", "Ruben", "Rune", "Sam", "Sandra", "Sara", "Selma", "Sigrid", "Simone", "Sofia", "Søren", "Stefan",
    "Stella", "Sven", "Tamara", "Theo", "Tilda", "Tim", "Tomás", "Ulrike", "Valentina", "Vera", "Victor", "Wiebke",
    "Xenia", "Yara", "Yuki", "Yusuf", "Zeynep", "Zoë", "Zofia",
];

#[rustfmt::skip]
const LAST_NAMES: &[&str] = &[
    "Aalto", "Ahmed", "Almeida", "Andersen", "Andersson", "Arnold", "Baker", "Bakker", "Barbosa", "Bauer", "Becker",
    "Berg", "Bernard", "Bianchi", "Blom", "Bos", "Brandt", "Braun", "Brown", "Byrne", "Carter", "Carvalho", "Castro",
    "Clark", "Colombo", "Costa", "Cruz", "Dahl", "Davies", "De Boer", "De Jong", "De Vries", "Demir", "Dubois",
    "Durand", "Eklund", "Eriksen", "Esposito", "Evans", "Fabre", "Faure", "Fernández", "Ferrari", "Ferreira",
    "Fischer", "Fontaine", "Fournier", "Franke", "Garcia", "Gauthier", "Gomes", "González", "Graf", "Green",
    "Gruber", "Gupta", "Haas", "Hahn", "Hall", "Hansen", "Hartmann", "Hoffmann", "Holm", "Horvat", "Huber", "Hughes",
    "Iversen", "Jansen", "Jensen", "Johansson", "Jones", "Kaiser", "Kaya", "Keller", "Kelly", "Khan", "Klein",
    "Koch", "König", "Kowalska", "Kowalski", "Kraus", "Kumar", "Lambert", "Lang", "Larsen", "Laurent", "Lehmann",
    "Leroy", "Lewis", "Lindberg", "Lindqvist", "Lopes", "López", "Maier", "Marino", "Martin", "Martínez", "Mayer",
    "Meier", "Mendes", "Mercier", "Meyer", "Moreau", "Moreno", "Moretti", "Morris", "Müller", "Murphy", "Mäkinen",
    "Nagy", "Nakamura", "Nielsen", "Nilsson", "Novák", "Nowak", "Núñez", "O'Brien", "Olsen", "Ortega", "Özdemir",
    "Patel", "Pedersen", "Peeters", "Pereira", "Pérez", "Peters", "Petit", "Popescu", "Richter", "Ricci", "Rivera",
    "Robert", "Roberts", "Rojas", "Romano", "Rossi", "Roth", "Roux", "Ruiz", "Russo", "Sánchez", "Santos", "Sato",
    "Schmidt", "Schneider", "Scholz", "Schröder", "Schulz", "Schwarz", "Silva", "Singh", "Smit", "Smith",
    "Søndergaard", "Sousa", "Suzuki", "Svensson", "Szabó", "Tanaka", "Taylor", "Thomas", "Torres", "Turner",
    "Van den Berg", "Van Dijk", "Vargas", "Vidal", "Virtanen", "Visser", "Vogel", "Wagner", "Walker", "Weber",
    "Weiß", "White", "Wilson", "Winkler", "Wolf", "Wood", "Wright", "Yilmaz", "Young", "Zhang", "Zimmermann",
];

/// Acquisition sources with their shares in percent; the rest of the customers came from nobody knows where.
const SOURCES: &[(&str, u32)] =
    &[("search", 30), ("social", 22), ("newsletter", 14), ("friends", 13), ("market", 9), ("partner", 6)];

/// Who the customer is. Nothing of it depends on how the customer buys.
pub(super) fn identity(draw: &mut Random, number: u32) -> CustomerIdentity {
    let first = draw.pick(FIRST_NAMES);
    let last = draw.pick(LAST_NAMES);
    CustomerIdentity {
        email: Some(format!("{}.{}{number}@example.com", plain(first), plain(last))),
        name: Some(format!("{first} {last}")),
        acquisition_source: acquisition_source(draw).map(str::to_owned),
    }
}

fn acquisition_source(draw: &mut Random) -> Option<&'static str> {
    let mut percent = draw.below(100);
    for (name, share) in SOURCES {
        if percent < *share {
            return Some(name);
        }
        percent -= share;
    }
    None
}

/// Consent to advertising by e-mail: 62 % given, 9 % withdrawn, the others never said.
pub(super) fn consent(draw: &mut Random) -> ConsentStatus {
    match draw.below(100) {
        0..62 => ConsentStatus::Given,
        62..71 => ConsentStatus::Withdrawn,
        _ => ConsentStatus::Unknown,
    }
}

/// The record of a consent, stated with the first order.
pub(super) fn consents(status: ConsentStatus, first: Option<Day>) -> Consents {
    let at = first.map_or(0, |day| i64::from(day.0) * 86_400);
    let (purpose, channel) = (Purpose::Marketing, Channel::Email);
    [ConsentRecord { purpose, channel, status, at, source: SAMPLE_SOURCE.to_owned(), wording: None }]
        .into_iter()
        .collect()
}

/// The name in lower-case ASCII letters.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' => plain.push(letter),
            'á' | 'à' => plain.push('a'),
            'é' | 'è' | 'ë' => plain.push('e'),
            'í' => plain.push('i'),
            'ó' => plain.push('o'),
            'ú' => plain.push('u'),
            'ñ' => plain.push('n'),
            'ä' => plain.push_str("ae"),
            'ö' | 'ø' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{FIRST_NAMES, LAST_NAMES, SOURCES, plain};

    #[test]
    fn every_letter_of_every_name_has_a_plain_spelling() {
        for name in FIRST_NAMES.iter().chain(LAST_NAMES) {
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            assert!(plain(name).len() >= letters, "{name} became {}", plain(name));
        }
    }

    #[test]
    fn no_name_stands_twice_and_the_shares_leave_room_for_unknown() {
        for names in [FIRST_NAMES, LAST_NAMES] {
            let unique: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(unique.len(), names.len());
        }
        assert!(SOURCES.iter().map(|source| source.1).sum::<u32>() < 100);
    }
}
