//! The one table of error codes: code, HTTP status, and the texts a person reads.

use crate::coded::coded;
use crate::{catalogue, lang::Lang};

coded! {
    /// What can go wrong with a request.
    pub enum ErrorCode {
        /// The JSON cannot be read.
        Malformed = "malformed",
        /// Fields are wrong; see `errors`.
        Invalid = "invalid",
        /// Not signed in.
        Unauthenticated = "unauthenticated",
        /// Signed in, but not allowed.
        Denied = "denied",
        /// Wrong name or password.
        BadCredentials = "bad_credentials",
        /// The secret does not belong to the code.
        BadSecret = "bad_secret",
        /// Does not exist, or is not for the reader to know of.
        NotFound = "not_found",
        /// The site key is unknown.
        UnknownSite = "unknown_site",
        /// The page is not on the site's list of origins.
        ForbiddenOrigin = "forbidden_origin",
        /// The same idempotency key came with another body.
        KeyReused = "key_reused",
        /// `Idempotency-Key` is missing or too long.
        KeyMissing = "key_missing",
        /// The case changed meanwhile.
        Stale = "stale",
        /// The state of the case does not allow it.
        NotAllowedNow = "not_allowed_now",
        /// Switched off for a while by those who run the installation.
        Paused = "paused",
        /// The request is larger than the limit.
        TooLarge = "too_large",
        /// A file that is not taken, with the reason.
        FileRefused = "file_refused",
        /// An upload goes on at another place than the request says.
        UploadElsewhere = "upload_elsewhere",
        /// Not the version of the upload protocol that is spoken here.
        UploadProtocol = "upload_protocol",
        /// Not JSON.
        UnsupportedMedia = "unsupported_media",
        /// The method is not for this address.
        MethodNotAllowed = "method_not_allowed",
        /// The query cannot be read.
        BadQuery = "bad_query",
        /// Signed in by half: one more step is needed.
        StepNeeded = "step_needed",
        /// Not in a session that was opened a while ago.
        SignInAgain = "sign_in_again",
        /// A passkey that is not known, or not for what was asked.
        PasskeyRefused = "passkey_refused",
        /// A password that was made by somebody else and does not hold any longer.
        PasswordExpired = "password_expired",
        /// Without this person nobody could administer any more.
        LastAdministrator = "last_administrator",
        /// Some work has to be done first; see `challenge`.
        WorkNeeded = "work_needed",
        /// Too many requests.
        RateLimited = "rate_limited",
        /// More requests at once than the server can answer.
        Busy = "busy",
        /// What is derived from the ledger is still being brought up to date.
        CatchingUp = "catching_up",
        /// The server cannot store anything just now.
        Unavailable = "unavailable",
        /// A defect of ours.
        Internal = "internal",
    }
}

impl ErrorCode {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::KeyMissing | Self::BadQuery => 400,
            Self::Unauthenticated | Self::BadCredentials | Self::PasswordExpired => 401,
            Self::Denied | Self::BadSecret | Self::ForbiddenOrigin | Self::StepNeeded | Self::SignInAgain => 403,
            Self::NotFound | Self::UnknownSite => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAllowedNow | Self::Paused | Self::UploadElsewhere | Self::LastAdministrator => 409,
            Self::Stale | Self::UploadProtocol => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMedia => 415,
            Self::Invalid | Self::KeyReused | Self::FileRefused | Self::PasskeyRefused => 422,
            Self::WorkNeeded => 428,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Busy | Self::CatchingUp | Self::Unavailable => 503,
        }
    }

    /// What happened, in one line.
    pub const fn title(self, lang: Lang) -> &'static str {
        self.texts().0.text(lang)
    }

    /// What was kept, and what to do.
    pub const fn detail(self, lang: Lang) -> &'static str {
        self.texts().1.text(lang)
    }

    const fn texts(self) -> (catalogue::errors::Errors, catalogue::errors::Errors) {
        use catalogue::errors::Errors as E;
        match self {
            Self::Malformed => (E::Malformed, E::MalformedDetail),
            Self::Invalid => (E::Invalid, E::InvalidDetail),
            Self::Unauthenticated => (E::Unauthenticated, E::UnauthenticatedDetail),
            Self::Denied => (E::Denied, E::DeniedDetail),
            Self::BadCredentials => (E::BadCredentials, E::BadCredentialsDetail),
            Self::BadSecret => (E::BadSecret, E::BadSecretDetail),
            Self::NotFound => (E::NotFound, E::NotFoundDetail),
            Self::UnknownSite => (E::UnknownSite, E::UnknownSiteDetail),
            Self::ForbiddenOrigin => (E::ForbiddenOrigin, E::ForbiddenOriginDetail),
            Self::KeyReused => (E::KeyReused, E::KeyReusedDetail),
            Self::KeyMissing => (E::KeyMissing, E::KeyMissingDetail),
            Self::Stale => (E::Stale, E::StaleDetail),
            Self::NotAllowedNow => (E::NotAllowedNow, E::NotAllowedNowDetail),
            Self::Paused => (E::Paused, E::PausedDetail),
            Self::TooLarge => (E::TooLarge, E::TooLargeDetail),
            Self::FileRefused => (E::FileRefused, E::FileRefusedDetail),
            Self::UploadElsewhere => (E::UploadElsewhere, E::UploadElsewhereDetail),
            Self::UploadProtocol => (E::UploadProtocol, E::UploadProtocolDetail),
            Self::UnsupportedMedia => (E::UnsupportedMedia, E::UnsupportedMediaDetail),
            Self::MethodNotAllowed => (E::MethodNotAllowed, E::MethodNotAllowedDetail),
            Self::BadQuery => (E::BadQuery, E::BadQueryDetail),
            Self::StepNeeded => (E::StepNeeded, E::StepNeededDetail),
            Self::SignInAgain => (E::SignInAgain, E::SignInAgainDetail),
            Self::PasskeyRefused => (E::PasskeyRefused, E::PasskeyRefusedDetail),
            Self::PasswordExpired => (E::PasswordExpired, E::PasswordExpiredDetail),
            Self::LastAdministrator => (E::LastAdministrator, E::LastAdministratorDetail),
            Self::WorkNeeded => (E::WorkNeeded, E::WorkNeededDetail),
            Self::RateLimited => (E::RateLimited, E::RateLimitedDetail),
            Self::Busy => (E::Busy, E::BusyDetail),
            Self::CatchingUp => (E::CatchingUp, E::CatchingUpDetail),
            Self::Unavailable => (E::Unavailable, E::UnavailableDetail),
            Self::Internal => (E::Internal, E::InternalDetail),
        }
    }
}

coded! {
    /// What can be wrong with a field.
    pub enum FieldError {
        /// Nothing there.
        Required = "required",
        /// Too short to act on.
        TooShort = "too_short",
        /// Longer than the limit.
        TooLong = "too_long",
        /// Not an e-mail address.
        BadEmail = "bad_email",
        /// Not a phone number.
        BadPhone = "bad_phone",
        /// The kind needs a name and a way to reach the person.
        IdentityNeeded = "identity_needed",
        /// Contains characters that cannot be stored or shown.
        BadCharacters = "bad_characters",
        /// Not one of the values on offer.
        UnknownValue = "unknown_value",
        /// Lies in the future.
        InFuture = "in_future",
        /// Outside what is allowed.
        OutOfRange = "out_of_range",
        /// Not taken here.
        NotSupported = "not_supported",
        /// More files than go along at once.
        TooManyFiles = "too_many_files",
        /// A file that is not there any more, or was not uploaded to its end.
        FileGone = "file_gone",
        /// The files of the case together are over the limit.
        FilesFull = "files_full",
        /// Not a date.
        BadDate = "bad_date",
        /// Not a whole number.
        BadNumber = "bad_number",
        /// An answer with which this is not the way: the advice says which is.
        Stopped = "stopped",
        /// Contact details need their own consent.
        ConsentNeeded = "consent_needed",
    }
}

impl FieldError {
    /// In words, with `{limit}` to fill where it has one.
    pub const fn text(self, lang: Lang) -> &'static str {
        use catalogue::errors::Fields as F;
        match self {
            Self::Required => F::Required,
            Self::TooShort => F::TooShort,
            Self::TooLong => F::TooLong,
            Self::BadEmail => F::BadEmail,
            Self::BadPhone => F::BadPhone,
            Self::IdentityNeeded => F::IdentityNeeded,
            Self::BadCharacters => F::BadCharacters,
            Self::UnknownValue => F::UnknownValue,
            Self::InFuture => F::InFuture,
            Self::OutOfRange => F::OutOfRange,
            Self::NotSupported => F::NotSupported,
            Self::TooManyFiles => F::TooManyFiles,
            Self::FileGone => F::FileGone,
            Self::FilesFull => F::FilesFull,
            Self::BadDate => F::BadDate,
            Self::BadNumber => F::BadNumber,
            Self::Stopped => F::Stopped,
            Self::ConsentNeeded => F::ConsentNeeded,
        }
        .text(lang)
    }
}
