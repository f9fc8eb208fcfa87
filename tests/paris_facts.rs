//! Walks the numbered facts of the Paris sample: where each stands, on which source, with which attribution.

#![expect(clippy::expect_used, reason = "a test that misses a record has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::case::{Attribution, Case, Evidence, Ref, Snapshot, SourceId};

/// A fact of the article, and where the case has it.
struct Fact {
    number: u8,
    what: &'static str,
    /// The records that carry it; the words stand in the first.
    at: &'static [&'static str],
    words: &'static [&'static str],
    /// The records whose evidence carries it.
    evidence_at: &'static [&'static str],
    attribution: Attribution,
}

/// Every fact was reported by this source …
const SOURCE: &str = "syria-tv";
/// … and read in this one.
const VIA: &str = "syrian-observer";

const FACTS: &[Fact] = &[
    Fact {
        number: 1,
        what: "fifth round of US-mediated talks in Paris ended a stall of about two months",
        at: &["round:paris-january-2026", "event:paris-talks-resume"],
        words: &["fifth", "about two months"],
        evidence_at: &["round:paris-january-2026", "event:paris-talks-resume"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 2,
        what: "positive, breakthrough; Trump's direct pressure on Netanyahu",
        at: &["event:paris-talks-resume", "round:paris-january-2026"],
        words: &["positive", "breakthrough", "direct pressure"],
        evidence_at: &["event:paris-talks-resume", "round:paris-january-2026"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 3,
        what: "Syrian delegation",
        at: &["party:syria", "round:paris-january-2026"],
        words: &["Asaad al-Shaibani", "Al-Sheibani", "Hussein Salama"],
        evidence_at: &["round:paris-january-2026"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 4,
        what: "Israeli delegation",
        at: &["party:israel", "round:paris-january-2026"],
        words: &["Yechiel Leiter", "Yahyel Leitner", "Roman Gofman", "Gil Reich"],
        evidence_at: &["round:paris-january-2026"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 5,
        what: "US team",
        at: &["party:usa", "round:paris-january-2026"],
        words: &["Tom Barrack", "Barak", "Steve Witkoff", "Jared Kushner"],
        evidence_at: &["round:paris-january-2026"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 6,
        what: "four earlier sessions without agreement; October 2025 collapsed over Israel's presence",
        at: &["round:october-2025", "event:october-session"],
        words: &["four sessions", "October 2025", "8 December 2024"],
        evidence_at: &["round:october-2025", "event:october-session"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 7,
        what: "Syria: full withdrawal to the lines before December 2024",
        at: &["position:syr-full-withdrawal"],
        words: &["withdraws fully", "December 2024"],
        evidence_at: &["position:syr-full-withdrawal"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 8,
        what: "Syria: revive the 1974 agreement",
        at: &["position:syr-1974-revival"],
        words: &["reviving", "1974"],
        evidence_at: &["position:syr-1974-revival"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 9,
        what: "Israel: no withdrawal without robust guarantees",
        at: &[
            "position:isr-no-withdrawal-without-guarantees",
            "position:isr-withdrawal-after-conditions",
            "position:isr-security-guarantees",
        ],
        words: &["robust security guarantees"],
        evidence_at: &[
            "position:isr-no-withdrawal-without-guarantees",
            "position:isr-withdrawal-after-conditions",
            "position:isr-security-guarantees",
        ],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 10,
        what: "Israel: any pullback part of a broader peace agreement",
        at: &["position:isr-broader-agreement", "position:isr-withdrawal-after-conditions"],
        words: &["broader peace agreement"],
        evidence_at: &["position:isr-broader-agreement", "position:isr-withdrawal-after-conditions"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 11,
        what: "Israel: 1974 obsolete because of attacks from Syria",
        at: &["position:isr-1974-obsolete"],
        words: &["obsolete", "attacks"],
        evidence_at: &["position:isr-1974-obsolete"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 12,
        what: "joint statement creates a permanent Joint Liaison Mechanism under US supervision",
        at: &["outcome:joint-liaison-mechanism", "event:joint-statement-issued", "issue:liaison-mechanism"],
        words: &["permanent Joint Liaison Mechanism", "US supervision"],
        evidence_at: &["outcome:joint-liaison-mechanism", "event:joint-statement-issued", "issue:liaison-mechanism"],
        attribution: Attribution::JointText,
    },
    Fact {
        number: 13,
        what: "its four subjects",
        at: &["outcome:joint-liaison-mechanism"],
        words: &["intelligence sharing", "military de-escalation", "diplomatic coordination", "commercial projects"],
        evidence_at: &["outcome:joint-liaison-mechanism"],
        attribution: Attribution::JointText,
    },
    Fact {
        number: 14,
        what: "its aim",
        at: &["outcome:joint-liaison-mechanism"],
        words: &["real time", "miscalculation"],
        evidence_at: &["outcome:joint-liaison-mechanism"],
        attribution: Attribution::JointText,
    },
    Fact {
        number: 15,
        what: "Barrack: breakthrough; Syria unambiguously declared no hostile intent",
        at: &["event:barrack-interview"],
        words: &["breakthrough", "unambiguously", "hostile intent"],
        evidence_at: &["event:barrack-interview"],
        attribution: Attribution::OnRecord,
    },
    Fact {
        number: 15,
        what: "the same, as Syria's position",
        at: &["position:syr-no-hostile-intent"],
        words: &["unambiguously"],
        evidence_at: &["position:syr-no-hostile-intent"],
        attribution: Attribution::Intermediary,
    },
    Fact {
        number: 16,
        what: "Barrack: the focus now",
        at: &["event:barrack-interview", "position:usa-cooperation"],
        words: &["from a state of denial to genuine cooperation and shared prosperity"],
        evidence_at: &["event:barrack-interview", "position:usa-cooperation"],
        attribution: Attribution::OnRecord,
    },
    Fact {
        number: 17,
        what: "PMO: part of Trump's vision",
        at: &["event:pmo-statement", "position:isr-peace-vision"],
        words: &["vision for peace in the Middle East"],
        evidence_at: &["event:pmo-statement", "position:isr-peace-vision"],
        attribution: Attribution::OfficialStatement,
    },
    Fact {
        number: 18,
        what: "PMO: security priorities, stability, economic cooperation",
        at: &["event:pmo-statement", "position:isr-security-priorities", "position:isr-economic-cooperation"],
        words: &["security priorities", "regional stability", "economic cooperation"],
        evidence_at: &["event:pmo-statement", "position:isr-security-priorities", "position:isr-economic-cooperation"],
        attribution: Attribution::OfficialStatement,
    },
    Fact {
        number: 19,
        what: "PMO: protection of the Druze",
        at: &["position:isr-druze-protection", "event:pmo-statement"],
        words: &["Druze"],
        evidence_at: &["position:isr-druze-protection", "event:pmo-statement"],
        attribution: Attribution::OfficialStatement,
    },
    Fact {
        number: 20,
        what: "Syrian official: no deeper strategic talks without a binding timeline",
        at: &["position:syr-strategic-files", "position:syr-binding-timeline", "event:syrian-official-on-timeline"],
        words: &["strategic files", "binding timeline"],
        evidence_at: &["position:syr-strategic-files", "position:syr-binding-timeline"],
        attribution: Attribution::AnonymousOfficial,
    },
    Fact {
        number: 21,
        what: "same source: immediate US-brokered freeze",
        at: &["outcome:operations-freeze"],
        words: &["immediate freeze", "brokered by the United States", "step of de-escalation"],
        evidence_at: &["outcome:operations-freeze"],
        attribution: Attribution::AnonymousOfficial,
    },
    Fact {
        number: 22,
        what: "Maariv: red lines Golan and Hermon",
        at: &["position:isr-golan-red-line", "position:isr-hermon-red-line", "event:maariv-lines"],
        words: &["No negotiation on the Golan Heights", "1967"],
        evidence_at: &["position:isr-golan-red-line", "position:isr-hermon-red-line", "event:maariv-lines"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 23,
        what: "Maariv: withdrawal from other recently occupied areas",
        at: &["position:isr-withdrawal-other-areas"],
        words: &["recently occupied areas"],
        evidence_at: &["position:isr-withdrawal-other-areas"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 24,
        what: "Maariv: amended 1974 agreement",
        at: &["position:isr-1974-amended"],
        words: &["amended version"],
        evidence_at: &["position:isr-1974-amended"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 25,
        what: "both under strict conditions incl. disarmament",
        at: &["position:isr-disarmament", "position:isr-withdrawal-other-areas", "position:isr-1974-amended"],
        words: &["disarmament"],
        evidence_at: &["position:isr-disarmament", "position:isr-withdrawal-other-areas", "position:isr-1974-amended"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 26,
        what: "US: Joint Security Task Force in Amman",
        at: &["proposal:us-task-force"],
        words: &["Amman, Jordan", "southern Syria", "supervise disarmament", "monitor the freeze"],
        evidence_at: &["proposal:us-task-force"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 27,
        what: "US: demilitarised joint economic zone",
        at: &["proposal:us-economic-zone"],
        words: &["demilitarised joint economic zone", "renewable energy", "agriculture", "tourism"],
        evidence_at: &["proposal:us-economic-zone"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 28,
        what: "up to 4 billion US dollars",
        at: &["proposal:us-economic-zone"],
        words: &["up to 4 billion US dollars"],
        evidence_at: &["proposal:us-economic-zone"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 29,
        what: "without the Abraham Accords",
        at: &["proposal:us-economic-zone"],
        words: &["Abraham Accords"],
        evidence_at: &["proposal:us-economic-zone"],
        attribution: Attribution::OutletReport,
    },
    Fact {
        number: 30,
        what: "Israeli liaison office: conditional openness",
        at: &["position:syr-liaison-office"],
        words: &["non-diplomatic", "Damascus"],
        evidence_at: &["position:syr-liaison-office"],
        attribution: Attribution::AnonymousOfficial,
    },
    Fact {
        number: 31,
        what: "dependent on tangible progress",
        at: &["position:syr-liaison-office"],
        words: &["tangible progress"],
        evidence_at: &["position:syr-liaison-office"],
        attribution: Attribution::AnonymousOfficial,
    },
    Fact {
        number: 32,
        what: "author's reading: deadlock to procedural engagement",
        at: &["event:reading-procedural-engagement"],
        words: &["full deadlock", "procedural engagement", "out of reach", "limited economic cooperation"],
        evidence_at: &["event:reading-procedural-engagement"],
        attribution: Attribution::Analyst,
    },
    Fact {
        number: 33,
        what: "author's reading: de-escalation, not reconciliation",
        at: &["event:reading-pragmatic-de-escalation"],
        words: &["pragmatic de-escalation", "reconciliation", "enough trust"],
        evidence_at: &["event:reading-pragmatic-de-escalation"],
        attribution: Attribution::Analyst,
    },
];

fn sample() -> Snapshot {
    let bytes = include_bytes!("../sample-data/paris-2026.json");
    let case: Case = serde_json::from_slice(bytes).expect("the sample is a case");
    Snapshot::new(Arc::new(case))
}

/// The record as it stands in the file, to look for words in.
fn text_of(snapshot: &Snapshot, target: &Ref) -> String {
    let json = match target {
        Ref::Party(id) => serde_json::to_string(snapshot.party(id).expect("party")),
        Ref::Issue(id) => serde_json::to_string(snapshot.issue(id).expect("issue")),
        Ref::Position(id) => serde_json::to_string(snapshot.position(id).expect("position")),
        Ref::Proposal(id) => serde_json::to_string(snapshot.proposal(id).expect("proposal")),
        Ref::Outcome(id) => serde_json::to_string(snapshot.outcome(id).expect("outcome")),
        Ref::Round(id) => serde_json::to_string(snapshot.round(id).expect("round")),
        Ref::Event(id) => serde_json::to_string(snapshot.event(id).expect("event")),
        other => panic!("no fact stands on {other}"),
    };
    json.expect("a record is JSON")
}

fn evidence_of(snapshot: &Snapshot, target: &Ref) -> Vec<Evidence> {
    match target {
        Ref::Issue(id) => snapshot.issue(id).expect("issue").status_evidence.clone(),
        Ref::Position(id) => snapshot.position(id).expect("position").evidence.clone(),
        Ref::Proposal(id) => {
            let proposal = snapshot.proposal(id).expect("proposal");
            let responses = proposal.responses.iter().flat_map(|response| response.evidence.clone());
            proposal.evidence.iter().cloned().chain(responses).collect()
        }
        Ref::Outcome(id) => snapshot.outcome(id).expect("outcome").evidence.clone(),
        Ref::Round(id) => snapshot.round(id).expect("round").evidence.clone(),
        Ref::Event(id) => snapshot.event(id).expect("event").evidence.clone(),
        other => panic!("no evidence stands on {other}"),
    }
}

#[test]
fn the_table_walks_all_thirty_three_facts() {
    let numbers: BTreeSet<u8> = FACTS.iter().map(|fact| fact.number).collect();
    assert_eq!(numbers, (1..=33).collect());
}

#[test]
fn every_fact_stands_where_it_belongs_in_its_own_words() {
    let snapshot = sample();
    for fact in FACTS {
        let records: Vec<Ref> = fact.at.iter().map(|at| Ref::from(*at)).collect();
        for record in &records {
            assert!(snapshot.resolves(record), "fact {} ({}): {record} is not there", fact.number, fact.what);
        }
        let text = text_of(&snapshot, &records[0]);
        for words in fact.words {
            assert!(text.contains(words), "fact {} ({}): “{words}” is not in {}", fact.number, fact.what, records[0]);
        }
    }
}

#[test]
fn every_fact_names_its_source_and_its_attribution() {
    let snapshot = sample();
    let (source, via) = (SourceId::from(SOURCE), SourceId::from(VIA));
    for fact in FACTS {
        assert!(!fact.evidence_at.is_empty(), "fact {}", fact.number);
        for at in fact.evidence_at {
            let evidence = evidence_of(&snapshot, &Ref::from(*at));
            assert!(
                evidence.iter().any(|evidence| evidence.source == source
                    && evidence.via.as_ref() == Some(&via)
                    && evidence.attribution == fact.attribution),
                "fact {} ({}): {at} has no such evidence",
                fact.number,
                fact.what
            );
        }
    }
}

#[test]
fn the_conditions_form_the_loop_that_the_facts_describe() {
    let snapshot = sample();
    let requires = |position: &str| -> Vec<Ref> {
        let position = snapshot.position(&position.into()).expect("position");
        position.conditions.iter().filter_map(|condition| condition.requires.clone()).collect()
    };
    // Strategic files wait for a timeline; Israel's answer on the timeline waits for guarantees, disarmament and a
    // broader agreement; and that agreement is a strategic file.
    assert!(requires("syr-strategic-files").contains(&Ref::from("issue:withdrawal-timeline")));
    let answer = snapshot.position(&"isr-withdrawal-after-conditions".into()).expect("position");
    assert_eq!(answer.issue.as_str(), "withdrawal-timeline");
    let answer = requires("isr-withdrawal-after-conditions");
    for part in ["position:isr-security-guarantees", "position:isr-disarmament", "position:isr-broader-agreement"] {
        assert!(answer.contains(&Ref::from(part)), "{part}");
    }
    assert!(requires("isr-broader-agreement").contains(&Ref::from("position:syr-strategic-files")));
}

#[test]
fn disputed_reports_stand_on_both_sides() {
    let snapshot = sample();
    for (one, other) in [
        ("event:baku-with-sharaa", "event:baku-without-sharaa"),
        ("event:october-session", "event:stall-since-september"),
        ("event:zone-site-both-sides", "event:zone-site-corridor"),
        ("event:zone-site-corridor", "event:zone-site-golan"),
        ("event:zone-site-golan", "event:zone-site-both-sides"),
    ] {
        let (one, other) = (Ref::from(one), Ref::from(other));
        assert!(snapshot.disputed_by(&one).contains(&other), "{other} does not dispute {one}");
        assert!(snapshot.disputed_by(&other).contains(&one), "{one} does not dispute {other}");
    }
    // A round that is told of in two ways cites both reports, each as disputing the other.
    for (round, one, other) in [
        ("round:baku-july-2025", "event:baku-with-sharaa", "event:baku-without-sharaa"),
        ("round:october-2025", "event:october-session", "event:stall-since-september"),
    ] {
        let evidence = evidence_of(&snapshot, &Ref::from(round));
        let disputed: BTreeSet<String> =
            evidence.iter().filter_map(|evidence| Some(evidence.disputes.as_ref()?.to_string())).collect();
        assert_eq!(disputed, [one, other].map(str::to_owned).into(), "{round}");
    }
    // The proposal of the zone cites all three reports of its site.
    let zone = evidence_of(&snapshot, &Ref::from("proposal:us-economic-zone"));
    let sites = zone.iter().filter(|evidence| evidence.disputes.is_some()).map(|evidence| evidence.source.as_str());
    assert_eq!(sites.collect::<BTreeSet<_>>(), ["axios-2026-01-06", "amit-segal", "channel-12"].into());
}
