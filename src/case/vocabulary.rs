//! The fixed words of the format; unknown ones are kept as they are.

use super::record::words;

words! {
    /// A party's part in the talks.
    pub enum Role {
        Principal = "principal",
        Mediator = "mediator",
        Guarantor = "guarantor",
        Observer = "observer",
        Stakeholder = "stakeholder",
    }
}

words! {
    /// How far an issue is settled; `Agreed` is set by a person and never inferred.
    pub enum Status {
        Agreed = "agreed",
        AgreedInPrinciple = "agreed_in_principle",
        UnderDiscussion = "under_discussion",
        Contested = "contested",
        NotAddressed = "not_addressed",
        Unknown = "unknown",
    }
}

words! {
    /// What a position does: asks, offers, refuses, or says why.
    pub enum Kind {
        Demand = "demand",
        Concession = "concession",
        RedLine = "red_line",
        Interest = "interest",
    }
}

words! {
    /// Whether a position was stated by the party, reported of it, or inferred.
    pub enum Basis {
        Stated = "stated",
        Reported = "reported",
        Inferred = "inferred",
    }
}

words! {
    /// How firmly a position is held.
    pub enum Firmness {
        Firm = "firm",
        Flexible = "flexible",
        Unknown = "unknown",
    }
}

words! {
    /// Who may see a record.
    pub enum Visibility {
        Public = "public",
        Shared = "shared",
        Internal = "internal",
    }
}

words! {
    /// In what way a source ties a claim to a speaker, from the most to the least direct.
    pub enum Attribution {
        JointText = "joint_text",
        OnRecord = "on_record",
        OfficialStatement = "official_statement",
        StateMedia = "state_media",
        AnonymousOfficial = "anonymous_official",
        Intermediary = "intermediary",
        OutletReport = "outlet_report",
        Analyst = "analyst",
    }
}

words! {
    /// How reliable a source is, by the Admiralty code; F means that it cannot be judged.
    pub enum Reliability {
        A = "A",
        B = "B",
        C = "C",
        D = "D",
        E = "E",
        F = "F",
    }
}

words! {
    /// Where a proposal stands.
    pub enum ProposalStatus {
        Floated = "floated",
        UnderConsideration = "under_consideration",
        Accepted = "accepted",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Unknown = "unknown",
    }
}

words! {
    /// What a party answers to a proposal.
    pub enum Stance {
        Accepts = "accepts",
        Open = "open",
        Conditional = "conditional",
        Rejects = "rejects",
        Unknown = "unknown",
    }
}

words! {
    /// What has become of an outcome.
    pub enum OutcomeState {
        Announced = "announced",
        Agreed = "agreed",
        InForce = "in_force",
        Lapsed = "lapsed",
        Disputed = "disputed",
    }
}

words! {
    /// What kind of text a source is.
    pub enum SourceKind {
        News = "news",
        Wire = "wire",
        Official = "official",
        Treaty = "treaty",
        Resolution = "resolution",
        Academic = "academic",
        AnyOther = "other",
    }
}

words! {
    /// How sure the analyst is of an assessment.
    pub enum Confidence {
        Low = "low",
        Moderate = "moderate",
        High = "high",
    }
}
