//! What single words mean in the name of a field.

/// The roles of a word, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

roles! {
    /// A name with it is that of a secret, wherever it stands.
    SECRET = 0;
    /// `token`.
    TOKEN = 1;
    /// `tokens`, which are mostly counted.
    TOKENS = 2;
    /// `key`.
    KEY = 3;
    /// `keys`, which are mostly those of maps.
    KEYS = 4;
    /// Is a secret at the end of a name, unless what stands before it says otherwise.
    AT_END = 5;
    /// `code`, `phrase`: a secret after [`OWNS_CODE`](Self::OWNS_CODE).
    CODE = 6;
    /// `string`, `url`: a secret after [`OWNS_URL`](Self::OWNS_URL).
    URL = 7;
    /// `pem`.
    PEM = 8;
    /// A key or tokens after it are secret.
    OWNS_KEY = 9;
    OWNS_TOKENS = 10;
    OWNS_CODE = 11;
    OWNS_URL = 12;
    /// A key after it is not a credential: `primary_key`.
    PLAIN_KEY = 13;
    /// A token after it is text, or a place in a list: `stop_token`, `next_token`.
    PLAIN_TOKEN = 14;
    /// What is secret at the end of a name is not after it: `incremental_authorization`, `thought_signature`, `first_pass`.
    PLAIN_END = 15;
    /// Changes nothing at the end of a name: `api_key_prod`, `password_2`.
    SUFFIX = 16;
    /// At the end of a name it says something about the secret: `secret_name`, `password_required`.
    ABOUT = 17;
    /// At the beginning of a name it makes a yes or no of it: `has_password`.
    FLAG = 18;
    /// `signature`, which model payloads use for what is no secret.
    SIGNATURE = 19;
}

impl Roles {
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Longest word of the table.
const LONGEST: usize = 16;

/// How words end that were run together: `PGPASSWORD`, `clientsecret`.
const SECRET_ENDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "apikeys",
    "secretkey",
    "privatekey",
    "accesskey",
    "signingkey",
    "encryptionkey",
    "authkey",
    "credentials",
    "authtoken",
    "accesstoken",
    "refreshtoken",
    "bearertoken",
    "sessiontoken",
    "apitoken",
    "csrftoken",
    "userpass",
    "dbpass",
];

/// The roles of a word; case does not matter.
pub(super) fn of(word: &str) -> Roles {
    let mut lower = [0; LONGEST];
    let known = lower.get_mut(..word.len()).map_or(Roles::default(), |lower| {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        of_lower(lower)
    });
    if known.is_empty() { run_together(word) } else { known }
}

fn run_together(word: &str) -> Roles {
    let ends_in = |end: &str| {
        word.len()
            .checked_sub(end.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Roles::SUFFIX;
    }
    if SECRET_ENDS.iter().any(|end| ends_in(end)) {
        return Roles::SECRET;
    }
    if ends_in("api") { Roles::OWNS_KEY.and(Roles::OWNS_TOKENS) } else { Roles::default() }
}

/// The table.
fn of_lower(word: &[u8]) -> Roles {
    match word {
        b"apikey" | b"apikeys" | b"cookie" | b"cookies" | b"cred" | b"credential" | b"credentials"
        | b"creds" | b"jwt" | b"jwts" | b"kubeconfig" | b"passcode" | b"passcodes" | b"passkey"
        | b"passkeys" | b"passphrase" | b"passphrases" | b"passwd" | b"password" | b"passwords"
        | b"passwort" | b"pgpass" | b"pwd" | b"secrets" | b"oauthtoken" | b"authtoken" | b"accesstoken"
        | b"bearertoken" | b"refreshtoken" | b"sessiontoken" | b"clientsecret" | b"privatekey"
        | b"secretkey" | b"accesskey" | b"connstr" => Roles::SECRET,
        b"secret" => Roles::SECRET.and(Roles::OWNS_KEY).and(Roles::OWNS_TOKENS).and(Roles::OWNS_CODE),
        b"token" => Roles::TOKEN,
        b"tokens" => Roles::TOKENS,
        b"key" => Roles::KEY,
        b"keys" => Roles::KEYS,
        b"auth" | b"authorization" => Roles::AT_END.and(Roles::OWNS_TOKENS).and(Roles::OWNS_CODE),
        b"pass" | b"pin" => Roles::AT_END.and(Roles::OWNS_TOKENS).and(Roles::OWNS_CODE),
        b"bearer" | b"otp" | b"totp" | b"cvc" | b"cvv" | b"sas" | b"mnemonic" | b"mnemonics" | b"dsn"
        | b"csrf" | b"xsrf" => Roles::AT_END.and(Roles::OWNS_TOKENS),
        b"signature" => Roles::AT_END.and(Roles::SIGNATURE),
        b"pem" => Roles::PEM,
        b"code" | b"codes" | b"phrase" => Roles::CODE,
        b"string" | b"str" => Roles::URL.and(Roles::SUFFIX),
        b"url" | b"uri" => Roles::URL.and(Roles::ABOUT).and(Roles::PLAIN_KEY),
        b"connection" | b"conn" | b"database" | b"db" | b"redis" | b"mongo" | b"mongodb" | b"postgres"
        | b"postgresql" | b"mysql" | b"amqp" | b"broker" | b"sqlalchemy" => Roles::OWNS_URL,
        b"api" | b"private" | b"subscription" => Roles::OWNS_KEY.and(Roles::OWNS_TOKENS),
        b"access" => Roles::OWNS_KEY.and(Roles::OWNS_TOKENS).and(Roles::OWNS_CODE),
        b"encryption" | b"decryption" | b"signing" | b"master" | b"symmetric" | b"hmac" | b"admin" => {
            Roles::OWNS_KEY
        }
        b"refresh" | b"session" | b"oauth" | b"github" | b"gitlab" | b"deploy" | b"personal" => {
            Roles::OWNS_TOKENS
        }
        b"recovery" | b"seed" | b"backup" | b"security" | b"login" | b"mfa" => Roles::OWNS_CODE,
        // What tells apart, finds or orders.
        b"primary" => Roles::PLAIN_KEY.and(Roles::SUFFIX),
        b"sort" | b"cache" | b"foreign" | b"partition" | b"range" | b"group" | b"grouping" | b"public"
        | b"publishable" | b"unique" | b"row" | b"column" | b"dict" | b"map" | b"lookup" | b"object"
        | b"s3" | b"bucket" | b"ordering" | b"order" | b"dedup" | b"deduplication" | b"dedupe"
        | b"routing" | b"route" | b"translation" | b"i18n" | b"locale" | b"localization" | b"tag"
        | b"label" | b"attribute" | b"property" | b"json" | b"setting" | b"feature" | b"flag" | b"event"
        | b"metric" | b"topic" | b"queue" | b"node" | b"graph" | b"edge" | b"parent" | b"child" | b"root"
        | b"shard" | b"tenant" | b"entity" | b"project" | b"issue" | b"space" | b"path" | b"trace"
        | b"span" | b"link" | b"memory" | b"document" | b"doc" | b"item" | b"record" | b"result"
        | b"response" | b"request" | b"value" | b"kind" | b"class" | b"category" | b"shortcut" | b"hot"
        | b"arrow" | b"enter" | b"product" | b"price" | b"merge" | b"selector" | b"annotation"
        | b"topology" | b"composite" | b"natural" | b"surrogate" | b"candidate" | b"business"
        | b"aggregate" | b"index" | b"hash" | b"ending" | b"starting" | b"evaluated" | b"resource"
        | b"owned" | b"wrapped" | b"hold" | b"dimension" | b"option" | b"payload" | b"target" | b"fact"
        | b"state" | b"kms" | b"idem" | b"component" | b"query" | b"filter" | b"series" | b"environment"
        | b"host" | b"storage" => Roles::PLAIN_KEY,
        b"metadata" | b"config" | b"properties" | b"field" | b"file" | b"name" | b"type" | b"id"
        | b"version" | b"method" | b"mode" => Roles::PLAIN_KEY.and(Roles::ABOUT).and(Roles::PLAIN_END),
        b"message" | b"content" => Roles::PLAIN_KEY.and(Roles::PLAIN_END),
        b"by" | b"per" | b"idempotency" | b"idempotent" | b"start" | b"end" | b"next" | b"first"
        | b"last" | b"top" | b"min" | b"max" | b"input" | b"output" | b"page" | b"prompt" | b"sample"
        | b"text" => Roles::PLAIN_KEY.and(Roles::PLAIN_TOKEN).and(Roles::PLAIN_END),
        b"context" | b"image" | b"video" => Roles::PLAIN_KEY.and(Roles::PLAIN_TOKEN),
        b"configuration" => Roles::PLAIN_TOKEN.and(Roles::ABOUT),
        b"bos" | b"cls" | b"completion" | b"continuation" | b"cursor" | b"eos" | b"mask" | b"pad"
        | b"sampled" | b"sep" | b"special" | b"stop" | b"sync" | b"unk" | b"lock" | b"update"
        | b"progress" | b"poll" | b"resume" | b"checkpoint" | b"sequence" | b"paging" | b"pagination"
        | b"marker" | b"scroll" | b"delta" | b"change" | b"forward" | b"backward" | b"credit" | b"audio"
        | b"reasoning" | b"cached" => Roles::PLAIN_TOKEN.and(Roles::PLAIN_END),
        b"new" | b"old" | b"current" | b"previous" => Roles::SUFFIX.and(Roles::PLAIN_TOKEN),
        b"incremental" | b"extended" | b"issuing" | b"close" | b"company" | b"valid" | b"payment"
        | b"transaction" | b"partial" | b"mutual" | b"multi" | b"factor" | b"iam" | b"web" | b"thought"
        | b"thinking" | b"call" | b"function" | b"algorithm" | b"second" | b"single" | b"two" | b"one"
        | b"render" | b"boarding" | b"low" | b"high" | b"slot" | b"detected" | b"undetected" | b"drop"
        | b"gpio" | b"push" | b"unpin" | b"debit" | b"no" | b"or" | b"and" | b"customer" | b"consent"
        | b"o" | b"cert" | b"certificate" | b"certificates" | b"ca" | b"chain" | b"bundle" | b"csr" => {
            Roles::PLAIN_END
        }
        b"v" | b"prod" | b"production" | b"dev" | b"development" | b"staging" | b"stage" | b"stg"
        | b"test" | b"live" | b"sandbox" | b"qa" | b"secondary" | b"default" | b"values" | b"raw"
        | b"plain" | b"plaintext" | b"b64" | b"base64" | b"hex" | b"encoded" | b"encrypted" | b"hashed"
        | b"digest" | b"header" | b"headers" | b"env" | b"var" | b"override" | b"bytes" | b"blob"
        | b"material" => Roles::SUFFIX,
        b"names" | b"ids" | b"types" | b"count" | b"counts" | b"length" | b"len" | b"size" | b"limit"
        | b"limits" | b"arn" | b"arns" | b"ref" | b"refs" | b"reference" | b"endpoint" | b"endpoints"
        | b"provider" | b"policy" | b"configs" | b"settings" | b"status" | b"methods" | b"created"
        | b"updated" | b"deleted" | b"expires" | b"expiry" | b"expiration" | b"ttl" | b"at" | b"date"
        | b"time" | b"seconds" | b"hours" | b"days" | b"enabled" | b"disabled" | b"required"
        | b"requirements" | b"allowed" | b"supported" | b"provided" | b"usage" | b"rotation" | b"hour"
        | b"identity" | b"origin" | b"hint" | b"strength" | b"format" | b"scope" | b"scopes"
        | b"location" | b"source" | b"dir" | b"info" | b"details" | b"description" | b"placeholder"
        | b"manager" | b"store" | b"used" | b"set" | b"identifier" | b"fingerprint" | b"owner"
        | b"currency" | b"lifetime" => Roles::ABOUT,
        b"has" | b"is" | b"use" | b"uses" | b"enable" | b"disable" | b"require" | b"requires" | b"needs"
        | b"allow" | b"show" | b"hide" | b"skip" | b"rotate" | b"reset" | b"keep" | b"include" => Roles::FLAG,
        _ => Roles::default(),
    }
}
