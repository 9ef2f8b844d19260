-- A BudgetDesk document: what people decided and imported, readable with any SQLite tool.
--
-- Amounts are whole øre (columns named ..._ore, costs positive), dates ISO 8601 text, rates and
-- quantities decimal text, choices the code's English words. `position` keeps the order, from 0.
-- Sums, shares and the account are computed from this and stored nowhere.

-- The project itself: one row.
CREATE TABLE project (
    title          TEXT NOT NULL,
    journal_number TEXT NOT NULL,
    participants   INTEGER,
    reservation    TEXT NOT NULL -- what the management takes exception to in its statement
) STRICT;

-- The document's own copy of the call's rules: one row, whole as JSON.
CREATE TABLE call (
    id     TEXT NOT NULL,
    name   TEXT NOT NULL,
    digest TEXT NOT NULL, -- SHA-256 of the pack it was made with
    json   TEXT NOT NULL
) STRICT;

CREATE TABLE recipient (
    name    TEXT NOT NULL,
    kind    TEXT,
    cvr     TEXT NOT NULL,
    contact TEXT NOT NULL,
    members INTEGER
) STRICT;

CREATE TABLE partner (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT,
    cvr      TEXT NOT NULL
) STRICT;

-- From and with `start` to and with `end`: one row, or none while it is not known.
CREATE TABLE period (
    start TEXT NOT NULL,
    "end" TEXT NOT NULL
) STRICT;

-- Budgets -----------------------------------------------------------------------------------

-- The budgets in order; the last that was not refused is the one worked on.
CREATE TABLE budget_version (
    position     INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    annual_hours TEXT, -- the norm behind hourly rates
    sent         TEXT, -- the day the funder was sent it
    taken        TEXT, -- the day it was taken into use without asking
    reason       TEXT NOT NULL -- why it differs from the one before
) STRICT;

-- How much wages or prices rise from the year before.
CREATE TABLE budget_index (
    version  INTEGER NOT NULL REFERENCES budget_version ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    year     INTEGER NOT NULL,
    percent  TEXT NOT NULL,
    source   TEXT NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE budget_approval (
    version   INTEGER PRIMARY KEY REFERENCES budget_version ON DELETE CASCADE,
    "on"      TEXT NOT NULL,
    reference TEXT NOT NULL
) STRICT;

CREATE TABLE budget_refusal (
    version INTEGER PRIMARY KEY REFERENCES budget_version ON DELETE CASCADE,
    "on"    TEXT NOT NULL,
    "by"    TEXT NOT NULL,
    reason  TEXT NOT NULL
) STRICT;

-- The project period a version asks for: one row, or none where it stays as it is.
CREATE TABLE budget_period (
    version INTEGER PRIMARY KEY REFERENCES budget_version ON DELETE CASCADE,
    start   TEXT NOT NULL,
    "end"   TEXT NOT NULL
) STRICT;

-- Money moved in a version, and why; the lines hold the amounts as they then are.
CREATE TABLE budget_move (
    version    INTEGER NOT NULL REFERENCES budget_version ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    from_line  TEXT NOT NULL,
    from_year  INTEGER NOT NULL,
    to_line    TEXT NOT NULL,
    to_year    INTEGER NOT NULL,
    amount_ore INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE budget_line (
    version  INTEGER NOT NULL REFERENCES budget_version ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    label    TEXT NOT NULL,
    item     TEXT, -- the call's cost item
    note     TEXT NOT NULL,
    partner  TEXT,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE budget_line_amount (
    version    INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    year       INTEGER NOT NULL,
    amount_ore INTEGER NOT NULL,
    PRIMARY KEY (version, line, year),
    FOREIGN KEY (version, line) REFERENCES budget_line ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Units times unit price behind a line's amount. A row with an annual cost is salary: its units
-- are hours, and an hour costs the annual cost over the version's norm.
CREATE TABLE budget_line_detail (
    version         INTEGER NOT NULL,
    line            INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    text            TEXT NOT NULL,
    year            INTEGER NOT NULL,
    units           TEXT NOT NULL,
    unit_price_ore  INTEGER NOT NULL,
    unit            TEXT NOT NULL,
    note            TEXT NOT NULL,
    annual_cost_ore INTEGER,
    employee        TEXT NOT NULL, -- a number, never a CPR number
    indexed_by      TEXT,
    PRIMARY KEY (version, line, position),
    FOREIGN KEY (version, line) REFERENCES budget_line ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- A line split as the call wants it: by quarter, department, milestone.
CREATE TABLE budget_line_part (
    version    INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    part       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    PRIMARY KEY (version, line, part),
    FOREIGN KEY (version, line) REFERENCES budget_line ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE funding_line (
    version  INTEGER NOT NULL REFERENCES budget_version ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    source   TEXT NOT NULL,
    label    TEXT NOT NULL,
    form     TEXT NOT NULL,
    note     TEXT NOT NULL,
    partner  TEXT,
    hours    TEXT, -- of a contribution of work
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE funding_line_amount (
    version    INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    year       INTEGER NOT NULL,
    amount_ore INTEGER NOT NULL,
    PRIMARY KEY (version, line, year),
    FOREIGN KEY (version, line) REFERENCES funding_line ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The ledger --------------------------------------------------------------------------------

-- One row per import; what was imported never changes.
CREATE TABLE import_batch (
    number                INTEGER PRIMARY KEY,
    file                  TEXT NOT NULL,
    size                  INTEGER NOT NULL,
    sha256                TEXT NOT NULL,
    format                TEXT NOT NULL,
    profile               TEXT NOT NULL,
    rows_read             INTEGER NOT NULL,
    already_there_sum_ore INTEGER NOT NULL,
    imported_at           TEXT NOT NULL,
    filtered_out          INTEGER NOT NULL,
    control_total_ore     INTEGER
) STRICT;

-- The columns and values asked for when the file was read.
CREATE TABLE import_filter (
    batch    INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    position INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE skipped_row (
    batch    INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    position INTEGER NOT NULL,
    "row"    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    raw      TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE known_row ( -- rows an earlier import had brought already
    batch    INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    position INTEGER NOT NULL,
    "row"    INTEGER NOT NULL,
    "like"   TEXT NOT NULL,    -- the id of the posting it is alike to in every column
    raw      TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting (
    batch           INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    id              TEXT NOT NULL,
    "row"           INTEGER NOT NULL, -- in the file, headings included, from 1
    amount_ore      INTEGER NOT NULL,
    posting_date    TEXT,
    voucher_date    TEXT,
    service_from    TEXT,
    service_to      TEXT,
    voucher         TEXT NOT NULL,
    voucher_line    TEXT NOT NULL,
    gl_code         TEXT NOT NULL, -- the finance system's account number
    gl_name         TEXT NOT NULL,
    psp             TEXT NOT NULL,
    cost_center     TEXT NOT NULL,
    supplier        TEXT NOT NULL,
    invoice         TEXT NOT NULL,
    text            TEXT NOT NULL,
    posting_type    TEXT NOT NULL,
    accounting_year INTEGER,
    reference       TEXT NOT NULL,
    other           TEXT NOT NULL, -- what the file's further columns said
    is_personal     INTEGER NOT NULL CHECK (is_personal IN (0, 1)),
    raw             TEXT NOT NULL, -- the row as it stood in the file
    PRIMARY KEY (batch, position)
) STRICT;

-- Rules that place postings; the first that fits decides. Empty conditions are not asked.
CREATE TABLE allocation_rule (
    position        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL,
    kind            TEXT NOT NULL,
    target          TEXT NOT NULL,
    reason          TEXT NOT NULL,
    gl_from         TEXT NOT NULL,
    gl_to           TEXT NOT NULL,
    psp             TEXT NOT NULL,
    cost_center     TEXT NOT NULL,
    supplier        TEXT NOT NULL,
    text            TEXT NOT NULL,
    amount_from_ore INTEGER,
    amount_to_ore   INTEGER
) STRICT;

-- Percent of a posting that a rule takes out first; the rest goes where the rule itself places.
CREATE TABLE allocation_share (
    rule     INTEGER NOT NULL REFERENCES allocation_rule ON DELETE CASCADE,
    position INTEGER NOT NULL,
    percent  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    target   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (rule, position)
) STRICT, WITHOUT ROWID;

-- Where a person put a posting, whatever the rules say.
CREATE TABLE placement (
    posting TEXT PRIMARY KEY,
    "by"    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE placement_part (
    posting    TEXT NOT NULL REFERENCES placement ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    target     TEXT NOT NULL, -- a budget line's or a funding line's id
    reason     TEXT NOT NULL,
    PRIMARY KEY (posting, position)
) STRICT, WITHOUT ROWID;

-- Vouchers as files. Where `path` is empty the bytes lie in `voucher_content`.
CREATE TABLE voucher_file (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    posting  TEXT NOT NULL,
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    sha256   TEXT NOT NULL,
    path     TEXT NOT NULL
) STRICT;

-- The bytes of vouchers, signed papers and sealed packages, each once. No part of `content`: its key vouches for every row.
CREATE TABLE voucher_content (
    sha256 TEXT PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;

-- How the project reads its ledger: one row.
CREATE TABLE ledger_choices (
    day       TEXT NOT NULL, -- "voucher" or "posting": which date counts without one of delivery
    bears_vat INTEGER NOT NULL CHECK (bears_vat IN (0, 1))
) STRICT;

-- Budget lines whose VAT the recipient bears though not that of the others.
CREATE TABLE vat_line (
    position INTEGER PRIMARY KEY,
    line     TEXT NOT NULL
) STRICT;

-- Names and numbers of people that a person added to, or took from, those the program finds.
CREATE TABLE hidden_word (
    position INTEGER PRIMARY KEY,
    word     TEXT NOT NULL
) STRICT;

CREATE TABLE open_word (
    position INTEGER PRIMARY KEY,
    word     TEXT NOT NULL
) STRICT;

-- The grant's life ---------------------------------------------------------------------------

CREATE TABLE payment (
    position   INTEGER PRIMARY KEY,
    "on"       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    note       TEXT NOT NULL
) STRICT;

-- What a person decided where the call leaves a case open.
CREATE TABLE decision (
    position INTEGER PRIMARY KEY,
    topic    TEXT NOT NULL,
    about    TEXT NOT NULL, -- which, where a topic is asked of more than once
    answer   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    "by"     TEXT NOT NULL,
    "on"     TEXT NOT NULL
) STRICT;

-- The amounts a decision was given on, so that it shows when they have moved.
CREATE TABLE decision_figure (
    decision   INTEGER NOT NULL REFERENCES decision ON DELETE CASCADE,
    name       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    PRIMARY KEY (decision, name)
) STRICT, WITHOUT ROWID;

-- A finding a person took upon themselves. `kind`, `id` and `field` are what it is about, `facts`
-- what it said then (JSON): a finding that says something else is not waived.
CREATE TABLE waiver (
    position   INTEGER PRIMARY KEY,
    code       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    field      TEXT NOT NULL,
    facts      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    "on"       TEXT NOT NULL,
    permission TEXT NOT NULL -- the funder's written permission, where it takes one
) STRICT;

-- Why an account line ended away from its budget.
CREATE TABLE explanation (
    line TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the funder's own form asks and nothing else in the project answers.
CREATE TABLE form_answer (
    field TEXT PRIMARY KEY,
    text  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE goal (
    position INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    at_least TEXT NOT NULL
) STRICT;

CREATE TABLE goal_month (
    goal     INTEGER NOT NULL REFERENCES goal ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value    TEXT, -- NULL: the month has no value
    PRIMARY KEY (goal, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE signer (
    position INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    title    TEXT NOT NULL
) STRICT;

-- The documents that are ready to be sent with the application.
CREATE TABLE checklist (
    position INTEGER PRIMARY KEY,
    name     TEXT NOT NULL
) STRICT;

-- The sealed account -------------------------------------------------------------------------

-- Every account that was sealed, for ever; each holds unless it was opened again.
CREATE TABLE sealed_account (
    position     INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    at           TEXT NOT NULL, -- UTC
    "by"         TEXT NOT NULL,
    digest       TEXT NOT NULL, -- the seal: SHA-256 over the contents of the package
    account      TEXT NOT NULL, -- digest of the account alone
    version      TEXT NOT NULL, -- of the program
    start        TEXT NOT NULL,
    "end"        TEXT NOT NULL,
    earned_ore   INTEGER NOT NULL,
    paid_out_ore INTEGER NOT NULL,
    reservation  TEXT NOT NULL,
    signers      TEXT NOT NULL,
    package      TEXT NOT NULL -- SHA-256 of the package, whose bytes lie in `voucher_content`
) STRICT;

CREATE TABLE sealed_line (
    seal        INTEGER NOT NULL REFERENCES sealed_account ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    id          TEXT NOT NULL,
    label       TEXT NOT NULL,
    budget_ore  INTEGER NOT NULL,
    actual_ore  INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    PRIMARY KEY (seal, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_funding (
    seal       INTEGER NOT NULL REFERENCES sealed_account ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    source     TEXT NOT NULL,
    budget_ore INTEGER NOT NULL,
    actual_ore INTEGER NOT NULL,
    PRIMARY KEY (seal, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_part (
    seal       INTEGER NOT NULL REFERENCES sealed_account ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    posting    TEXT NOT NULL,
    voucher    TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    kind       TEXT, -- NULL: on no line and in no other place
    target     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    is_outside INTEGER NOT NULL CHECK (is_outside IN (0, 1)), -- of the account's period
    PRIMARY KEY (seal, position)
) STRICT, WITHOUT ROWID;

-- The running numbers a sealed account gave to vouchers that had none.
CREATE TABLE sealed_number (
    seal    INTEGER NOT NULL REFERENCES sealed_account ON DELETE CASCADE,
    voucher TEXT NOT NULL,
    number  INTEGER NOT NULL,
    PRIMARY KEY (seal, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE reopening (
    seal   INTEGER PRIMARY KEY REFERENCES sealed_account ON DELETE CASCADE,
    reason TEXT NOT NULL,
    "by"   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

-- Signed accounts as they came back; their bytes lie in `voucher_content`.
CREATE TABLE signed_paper (
    position INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    sha256   TEXT NOT NULL,
    seal     INTEGER NOT NULL, -- number of the sealed account, from 1
    at       TEXT NOT NULL,
    "by"     TEXT NOT NULL
) STRICT;

-- Reviews by an auditor: how the sample was drawn, and from which account.
CREATE TABLE review (
    position     INTEGER PRIMARY KEY,
    auditor      TEXT NOT NULL,
    at           TEXT NOT NULL,
    account      TEXT NOT NULL, -- its digest
    method       TEXT NOT NULL,
    seed         TEXT NOT NULL,
    size         INTEGER NOT NULL,
    at_least_ore INTEGER,
    digest       TEXT NOT NULL -- of the file it came in
) STRICT;

CREATE TABLE review_item (
    review       INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    posting      TEXT NOT NULL,
    voucher      TEXT NOT NULL,
    amount_ore   INTEGER NOT NULL,
    mark         TEXT NOT NULL,
    note         TEXT NOT NULL,
    error        TEXT,
    deducted_ore INTEGER,
    answer       TEXT NOT NULL,
    answered_by  TEXT NOT NULL,
    answered_on  TEXT,
    PRIMARY KEY (review, position)
) STRICT, WITHOUT ROWID;

-- What is ordered on a budget line and not invoiced; `ended` when it was, or when it fell away.
CREATE TABLE line_order (
    position   INTEGER PRIMARY KEY,
    line       TEXT NOT NULL,
    text       TEXT NOT NULL,
    "on"       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    ended      TEXT
) STRICT;

-- The accounts that were taken, as they were sent in.
CREATE TABLE taken_account (
    position   INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    "on"       TEXT NOT NULL,
    "by"       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    earned_ore INTEGER NOT NULL -- what the account made the grant come to
) STRICT;

CREATE TABLE taken_period (
    account INTEGER PRIMARY KEY REFERENCES taken_account ON DELETE CASCADE,
    start   TEXT NOT NULL,
    "end"   TEXT NOT NULL
) STRICT;

-- What an account added to what was reported before; all up to and with it are what it reported.
CREATE TABLE taken_entry (
    account    INTEGER NOT NULL REFERENCES taken_account ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    posting    TEXT NOT NULL,
    line       TEXT NOT NULL,
    amount_ore INTEGER NOT NULL,
    PRIMARY KEY (account, position)
) STRICT, WITHOUT ROWID;

-- The running numbers an account gave to vouchers that had none.
CREATE TABLE taken_number (
    account INTEGER NOT NULL REFERENCES taken_account ON DELETE CASCADE,
    voucher TEXT NOT NULL,
    number  INTEGER NOT NULL,
    PRIMARY KEY (account, voucher)
) STRICT, WITHOUT ROWID;

-- The audit trail ----------------------------------------------------------------------------

-- Every step, also undo and redo. `digest` is the SHA-256 of the JSON array of the other eight
-- in this order, so each event vouches for all before it. `content` is the SHA-256 of the table
-- `content` as it stood then, as one JSON object in the order of its keys.
CREATE TABLE event (
    seq      INTEGER PRIMARY KEY,
    at       TEXT NOT NULL, -- UTC
    user     TEXT NOT NULL,
    step     TEXT NOT NULL,
    facts    TEXT NOT NULL, -- JSON
    change   TEXT NOT NULL, -- JSON: path, before and after of what changed
    content  TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest   TEXT NOT NULL
) STRICT;

-- Also stops INSERT OR REPLACE, which would remove an event without asking the trigger below.
CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM event)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

-- What the project's rows come to after the last event, part by part: the SHA-256 of, for each
-- table of the part, a line with its name and then a line of JSON for each row in the order of
-- its keys, an array of its cells in the alphabetical order of its columns. JSON without spaces.
CREATE TABLE content (
    part   TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
