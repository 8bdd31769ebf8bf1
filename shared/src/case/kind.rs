//! The kinds of case and the channels they come by.

use crate::coded::coded;

coded! {
    /// What a citizen brings. The kind decides the legal track, the clock and who may see the case.
    pub enum CaseKind {
        /// Reports a fact or a problem (phản ánh).
        Feedback = "feedback",
        /// Proposes a change to a rule or a service (kiến nghị).
        Suggestion = "suggestion",
        /// Against an administrative decision or act; identity required; statutory clock (khiếu nại).
        Complaint = "complaint",
        /// Reports an unlawful act; identity sealed (tố cáo).
        Denunciation = "denunciation",
        /// Asks for information (hỏi đáp).
        Question = "question",
        /// Collects signatures before it is due an answer (kiến nghị tập thể).
        Petition = "petition",
        /// Praise: no clock, still routed and counted (khen ngợi).
        Compliment = "compliment",
        /// A person's request about their own data (Law 91/2025): two working days.
        DataRequest = "data_request",
    }
}

impl CaseKind {
    /// Complaints, denunciations and requests about one's own data need to know who asks
    /// (Law on Complaints 2011 art. 8; Law on Denunciations 2018 art. 23).
    pub const fn needs_identity(self) -> bool {
        matches!(self, Self::Complaint | Self::Denunciation | Self::DataRequest)
    }

    /// May be made public once it is answered: a denunciation and a request about one's own data never are.
    pub const fn publishable(self) -> bool {
        !matches!(self, Self::Denunciation | Self::DataRequest)
    }

    /// Whoever is not content with the answer may appeal: whatever asks for something.
    pub const fn appealable(self) -> bool {
        !matches!(self, Self::Compliment)
    }

    /// Written on our own pages only, where the page around a widget cannot read along: who denounces somebody, and what
    /// somebody asks about their own data with name and contact, is nobody else's to know.
    pub const fn secluded(self) -> bool {
        matches!(self, Self::Denunciation | Self::DataRequest)
    }

    /// Sealed from the start: only those with the right to sealed cases see that it exists.
    pub const fn sealed(self) -> bool {
        matches!(self, Self::Denunciation)
    }
}

coded! {
    /// How a case reached us.
    pub enum Channel {
        /// The embedded widget.
        Widget = "widget",
        /// The plain form of the portal.
        Portal = "portal",
        /// Another system through the API.
        Api = "api",
        /// Telephone.
        Phone = "phone",
        /// A letter or a form on paper.
        Paper = "paper",
        /// At a counter.
        InPerson = "in_person",
        /// E-mail.
        Email = "email",
    }
}

impl Channel {
    /// A member of staff takes it down for the citizen.
    pub const fn taken_down(self) -> bool {
        matches!(self, Self::Phone | Self::Paper | Self::InPerson | Self::Email)
    }
}
