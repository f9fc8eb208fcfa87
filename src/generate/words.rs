//! The names and words of which made-up cases consist.

/// Of each party, with the name in its own script where it has one.
pub(super) const NAMES: &[(&str, Option<&str>)] = &[
    ("Northern Republic", Some("الجمهورية الشمالية")),
    ("Coastal State", Some("מדינת החוף")),
    ("Federation of the Isles", None),
    ("River Kingdom", Some("مملكة النهر")),
    ("Highland Union", None),
    ("League of Ports", None),
    ("Eastern Commonwealth", None),
    ("Plains Authority", Some("سلطة السهول")),
    ("Delta Council", Some("مجلس الدلتا")),
    ("Republic of the Lakes", None),
    ("Southern Alliance", None),
    ("Desert Emirate", Some("إمارة الصحراء")),
    ("Border Communities", Some("קהילות הגבול")),
    ("Customs Union", None),
    ("Refugee Assembly", Some("مجلس اللاجئين")),
    ("Observer Mission", None),
    ("Joint Water Board", None),
    ("Western Confederation", None),
    ("Mountain Cantons", None),
    ("Free City", Some("עיר חופשית")),
    ("Veterans' Movement", None),
    ("Chamber of Commerce", None),
    ("Transit States", None),
    ("Development Bank", None),
    ("Valley Province", Some("محافظة الوادي")),
    ("Island Garrison", None),
    ("Peacekeeping Force", None),
    ("Displaced Families", Some("العائلات النازحة")),
    ("Northern Tribes", Some("عشائر الشمال")),
    ("Neighbouring Power", None),
];

pub(super) const CITIES: &[&str] = &["Paris", "Geneva", "Baku", "London", "Muscat", "Oslo"];

pub(super) const PUBLISHERS: &[&str] =
    &["Reuters", "Associated Press", "Agence France-Presse", "The National", "سانا", "הארץ"];

pub(super) const SPEAKERS: &[&str] =
    &["a senior official", "the foreign minister", "a Western diplomat", "المتحدث باسم الوزارة", "דובר הממשלה"];

/// Words of ordinary negotiating English, separated by blanks.
pub(super) const ENGLISH: &str = "\
    the of and to in a for from with that is by on no not all any full joint before after until within under \
    without only if both each return withdrawal forces line lines border zone buffer mandate observers \
    monitoring mechanism verification ceasefire disengagement agreement sovereignty recognition guarantees \
    security arms heavy weapons air space flights patrols checkpoints villages residents refugees prisoners \
    exchange humanitarian corridor access water electricity trade customs reconstruction funds sanctions relief \
    investment ports roads timetable phase phased months days kilometres party parties side government \
    delegation mediator committee council resolution accepts rejects demands insists offers considers requires \
    shall would must may remain withdraw establish maintain restore respect territory territorial mount heights \
    plain river coast northern southern western strategic temporary permanent international demilitarised \
    progress discussion statement";

/// The same in Arabic, some with vowel marks.
pub(super) const ARABIC: &str = "\
    الانسحاب الكامل من إلى في على الأراضي القوات خط الفصل اتفاق الأمن الحدود المنطقة العازلة السيادة الضمانات \
    الدولية المراقبة الأسلحة الثقيلة وقف إطلاق النار عودة اللاجئين المياه الاقتصاد التجارة العقوبات إعادة \
    الإعمار الوفد الوسيط ترفض تطالب تقبل بشرط قبل بعد مرحلة أَمْن المؤتمر";

/// The same in Hebrew.
pub(super) const HEBREW: &str = "\
    נסיגה מלאה מן אל של על השטחים הכוחות קו ההפרדה הסכם ביטחון הגבול אזור חיץ ריבונות ערבויות בינלאומיות פיקוח \
    נשק כבד הפסקת אש שיבת פליטים מים כלכלה סחר סנקציות שיקום המשלחת המתווך דוחה דורשת מקבלת בתנאי לפני אחרי שלב";
