//! Walks part B of the Paris sample's facts: what other published reports say, where it stands in the case, on which
//! source, read in which, with which attribution and of which day.

#![expect(clippy::expect_used, reason = "a test that misses a record has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::case::{Attribution, Case, Ref, Snapshot, SourceId};

/// One row of the reports, or one claim of it: a record that carries it, and the evidence there.
struct Report {
    /// The rows of the facts document from top to bottom, from 1.
    row: u8,
    at: &'static str,
    /// What the record says, anywhere in it.
    words: &'static [&'static str],
    source: &'static str,
    via: Option<&'static str>,
    attribution: Attribution,
    /// The address that the facts name, of the source or of the one in which it was read.
    url: Option<&'static str>,
}

/// How many rows the facts document has.
const ROWS: u8 = 16;

macro_rules! reports {
    ($( $row:literal $at:literal [$($words:literal),*] $source:literal $via:expr, $attribution:ident, $url:expr; )*) => {
        const REPORTS: &[Report] = &[ $( Report {
            row: $row, at: $at, words: &[$($words),*], source: $source, via: $via,
            attribution: Attribution::$attribution, url: $url,
        }, )* ];
    };
}

reports! {
    1 "event:golan-captured" ["1967", "Golan Heights"] "unscr-497" None, OfficialStatement, None;
    1 "event:golan-law" ["1981-12-14", "Golan law"] "unscr-497" None, OfficialStatement, None;
    1 "event:resolution-497" ["1981-12-17", "15 votes to none", "null and void"] "unscr-497" None, OfficialStatement, None;
    1 "position:un-golan-law" ["1981-12-17", "without international legal effect"] "unscr-497" None, OfficialStatement, None;
    2 "event:disengagement-agreement" ["1974-05-31", "Lines A and B", "about 1,250", "25 km deep"] "disengagement-1974" None, JointText,
        Some("history.state.gov/historicaldocuments/frus1969-76v26/d89");
    2 "event:disengagement-agreement" ["first 10 km", "6,000 men, 75 tanks and 36 guns"] "jta-1974" None, OutletReport, Some("jta.org");
    3 "event:assad-falls" ["2024-12-08", "agreement of 1974 has collapsed", "buffer zone"] "cna-2024-12" None, OnRecord,
        Some("channelnewsasia.com");
    3 "position:isr-1974-collapsed" ["2024-12-08", "collapsed"] "cna-2024-12" None, OnRecord, None;
    3 "event:un-calls-it-a-violation" ["violation of the 1974 agreement"] "cna-2024-12" None, OnRecord, None;
    3 "event:saar-limited-and-temporary" ["limited and temporary"] "cna-2024-12" None, OnRecord, None;
    3 "position:isr-temporary-presence" ["limited and temporary"] "cna-2024-12" None, OnRecord, None;
    4 "event:katz-indefinitely" ["2025-01-28", "Hermon summit", "security zone indefinitely"] "i24-2025-01-28" None, OnRecord,
        Some("i24news.tv");
    4 "position:isr-hermon-indefinite" ["2025-01-28"] "i24-2025-01-28" None, OnRecord, None;
    4 "position:isr-indefinite-presence" ["2025-01-28"] "i24-2025-01-28" None, OnRecord, None;
    5 "round:baku-july-2025" ["Baku", "2025-07-12", "disputed"] "afp-2025-07-12" Some("dawn"), AnonymousOfficial, None;
    5 "round:baku-july-2025" [] "i24-2025-07" Some("syrian-observer-2025-07-16"), AnonymousOfficial, None;
    5 "event:baku-without-sharaa" ["2025-07-12", "al-Sharaa does not take part"] "afp-2025-07-12" Some("dawn"), AnonymousOfficial, None;
    5 "event:baku-with-sharaa" ["2025-07-12", "al-Sharaa takes part"] "i24-2025-07" Some("syrian-observer-2025-07-16"),
        AnonymousOfficial, None;
    6 "round:paris-july-2025" ["Paris", "2025-07-24", "Tom Barrack"] "middle-east-monitor" None, OnRecord,
        Some("middleeastmonitor.com");
    7 "round:baku-july-31" ["Baku", "2025-07-31", "al-Shaibani", "Dermer"] "afp-2025-07-31" Some("oc-media"), AnonymousOfficial,
        Some("oc-media.org");
    8 "round:paris-august-2025" ["Paris", "2025-08-19", "acknowledged"] "sana-2025-08-19" Some("inn-2025-08-19"), StateMedia,
        Some("israelnationalnews.com/news/413546");
    8 "event:sana-acknowledges-talks" ["for the first time"] "sana-2025-08-19" Some("inn-2025-08-19"), StateMedia, None;
    9 "round:london-sept-2025" ["London", "2025-09-16", "2025-09-17", "two anonymous sources"] "axios-2025-09-16" Some("anadolu"),
        AnonymousOfficial, Some("aa.com.tr");
    9 "proposal:israel-london-2025" ["Three zones", "2 km", "no-fly zone south-west of Damascus", "Mount Hermon", "air corridor"]
        "axios-2025-09-16" Some("anadolu"), AnonymousOfficial, None;
    9 "position:isr-three-zones" ["three zones"] "axios-2025-09-16" Some("anadolu"), AnonymousOfficial, None;
    9 "position:isr-air-space" ["no-fly zone", "air corridor"] "axios-2025-09-16" Some("anadolu"), AnonymousOfficial, None;
    9 "position:isr-hermon-london" ["Israel keeps Mount Hermon"] "axios-2025-09-16" Some("anadolu"), AnonymousOfficial, None;
    10 "proposal:syria-september-2025" ["recent seizures", "buffer zone of 1974 is restored", "strikes end", "left for the future"]
        "reuters-2025-09-16" Some("jewish-post-and-news"), AnonymousOfficial, Some("jewishpostandnews.ca");
    10 "round:london-sept-2025" ["nine sources"] "reuters-2025-09-16" Some("jewish-post-and-news"), AnonymousOfficial, None;
    10 "position:syr-withdrawal-recent-seizures" ["2025-09-16", "recent months"] "reuters-2025-09-16" Some("jewish-post-and-news"),
        AnonymousOfficial, None;
    10 "position:syr-golan-future" ["kept for the future"] "reuters-2025-09-16" Some("jewish-post-and-news"), AnonymousOfficial, None;
    10 "position:syr-1974-buffer" ["buffer zone", "restored"] "reuters-2025-09-16" Some("jewish-post-and-news"), AnonymousOfficial, None;
    10 "position:syr-end-of-strikes" ["come to an end"] "reuters-2025-09-16" Some("jewish-post-and-news"), AnonymousOfficial, None;
    11 "event:talks-stall-on-sweida" ["2025-09-26", "humanitarian corridor to Sweida", "breach of its sovereignty"] "reuters-2025-09-26"
        Some("lbc"), AnonymousOfficial, Some("lbcgroup.tv");
    11 "position:isr-sweida-corridor" ["2025-09-26"] "reuters-2025-09-26" Some("lbc"), AnonymousOfficial, None;
    11 "position:syr-no-sweida-corridor" ["red_line", "sovereignty"] "reuters-2025-09-26" Some("lbc"), AnonymousOfficial, None;
    12 "event:resolution-2811" ["2025-12-29", "unanimously", "30 June 2026"] "unscr-2811" Some("un-press-sc16269"), OfficialStatement,
        Some("press.un.org/en/2025/sc16269.doc.htm");
    13 "outcome:joint-liaison-mechanism" ["joint fusion mechanism",
        "intelligence sharing, military de-escalation, diplomatic engagement, and commercial opportunities under the supervision of the United States"]
        "joint-statement" Some("menafn"), JointText, Some("menafn.com/1110563552");
    13 "outcome:security-arrangements-pledge"
        ["reaffirm their commitment to strive toward achieving lasting security and stability arrangements"]
        "joint-statement" Some("menafn"), JointText, None;
    13 "round:paris-january-2026" ["برعاية الولايات المتحدة، اجتمع مسؤولون إسرائيليون وسوريون رفيعو المستوى في باريس."]
        "joint-statement" Some("idraksy"), JointText, Some("idraksy.net/joint-statement-america-israel-syria");
    14 "event:syrian-official-on-timeline" ["2026-01-06", "strategic files", "binding, clear timeline"] "reuters-2026-01-06"
        Some("daily-sabah"), AnonymousOfficial, Some("dailysabah.com");
    14 "position:syr-binding-timeline" ["binding and clear timeline"] "reuters-2026-01-06" Some("daily-sabah"), AnonymousOfficial, None;
    15 "event:zone-site-both-sides" ["both sides of the border"] "axios-2026-01-06" Some("newsmax"), AnonymousOfficial,
        Some("newsmax.com");
    15 "event:zone-site-corridor" ["Amit Segal", "existing demilitarised corridor"] "amit-segal" Some("jewish-chronicle"), OutletReport,
        Some("thejc.com");
    15 "event:zone-site-golan" ["Channel 12", "Israeli-held part of the Syrian Golan"] "channel-12" Some("all-israel-news"), OutletReport,
        Some("allisraelnews.com");
    16 "round:october-2025" ["2025-10", "four sessions"] "syria-tv" Some("syrian-observer"), OutletReport, Some("syrianobserver.com");
    16 "event:october-session" ["fourth session in October 2025"] "syria-tv" Some("syrian-observer"), OutletReport, None;
    16 "round:october-2025" ["stalled since September"] "noon-post" None, OutletReport, Some("english.noonpost.com");
    16 "event:stall-since-september" ["2025-09"] "noon-post" None, OutletReport, None;
}

fn sample() -> Snapshot {
    let bytes = include_bytes!("../sample-data/paris-2026.json");
    let case: Case = serde_json::from_slice(bytes).expect("the sample is a case");
    Snapshot::new(Arc::new(case))
}

/// The record as it stands in the file.
fn record(snapshot: &Snapshot, at: &str) -> serde_json::Value {
    let json = match Ref::from(at) {
        Ref::Position(id) => serde_json::to_value(&**snapshot.position(&id).expect("position")),
        Ref::Proposal(id) => serde_json::to_value(&**snapshot.proposal(&id).expect("proposal")),
        Ref::Outcome(id) => serde_json::to_value(&**snapshot.outcome(&id).expect("outcome")),
        Ref::Round(id) => serde_json::to_value(&**snapshot.round(&id).expect("round")),
        Ref::Event(id) => serde_json::to_value(&**snapshot.event(&id).expect("event")),
        other => panic!("no report stands on {other}"),
    };
    json.expect("a record is JSON")
}

#[test]
fn the_table_walks_every_row_of_the_reports() {
    let rows: BTreeSet<u8> = REPORTS.iter().map(|report| report.row).collect();
    assert_eq!(rows, (1..=ROWS).collect());
}

#[test]
fn every_report_stands_where_it_belongs_in_its_own_words() {
    let snapshot = sample();
    for Report { row, at, words, .. } in REPORTS {
        let text = record(&snapshot, at).to_string();
        for words in *words {
            assert!(text.contains(words), "row {row}: “{words}” is not in {at}");
        }
    }
}

#[test]
fn every_report_names_its_source_and_its_attribution() {
    let snapshot = sample();
    for Report { row, at, source, via, attribution, url, .. } in REPORTS {
        let record = record(&snapshot, at);
        let evidence = record["evidence"].as_array().expect("evidence");
        let found = evidence.iter().any(|evidence| {
            evidence["source"] == **source
                && evidence["via"].as_str() == *via
                && evidence["attribution"] == serde_json::to_value(attribution).expect("a word")
        });
        assert!(found, "row {row}: {at} has no such evidence of {source}");
        let read_in = SourceId::from(via.unwrap_or(source));
        let address = snapshot.source(&read_in).expect("source").url.clone().unwrap_or_default();
        assert!(address.contains(url.unwrap_or_default()), "row {row}: {read_in} is at {address}");
    }
}

#[test]
fn names_stand_in_their_own_scripts() {
    let snapshot = sample();
    for (party, native) in [("syria", "سوريا"), ("israel", "ישראל")] {
        assert_eq!(snapshot.party(&party.into()).expect("party").native_name.as_deref(), Some(native));
    }
}
