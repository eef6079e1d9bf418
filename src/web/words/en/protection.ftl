## Data protection

protection-title = Data protection
protection-late = There are numbers that should have been erased before today: run `invisibile upkeep` at once and see why it was not done.
protection-erasures = Erasures
protection-overdue = Overdue
protection-due = Due today
protection-oldest = Age of the oldest number
protection-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
protection-none = none
protection-chain = Audit chain
protection-never = It was never verified from here.
protection-verified = Verified { $ago } by { $who }: whole.
protection-faulty = Verified { $ago } by { $who }: broken. Verify now to see where.
protection-today = today at { $time }
protection-ago = { $days ->
    [one] yesterday
   *[other] { $days } days ago
}
protection-verify = Verify now
protection-whole = The chain is whole. Lines read: { $lines }.
protection-broken = The chain is broken. Lines read: { $lines }.
protection-key = Key { $key } writes.
protection-stored = What is stored now
protection-live = Live numbers
protection-observations = Ads counted, without a number
protection-outcomes = Calls counted, without a number
protection-waiting = Statistical rows that wait, sealed
protection-queue = Pages in the queue, addresses sealed
protection-claims = Rows in hand
protection-people = People
protection-audit-lines = Lines of the audit chain
protection-objections = Objections (art. 21)
protection-objected = In the last 90 days: { $count }. Each took effect at once, in the whole region, in the write that took it in.
protection-minute = Outcomes that wait for their minute now: { $count }. Nobody else can take those rows meanwhile.
protection-shown = Numbers shown, by day
protection-exports = Exports
protection-published = Last month published: { $month }
protection-no-exports = In the last 90 days nobody took figures away.
protection-when = When
protection-who = Who
protection-what = What
protection-sheets = Sheets from the running configuration
protection-register = Register of processing (art. 30)
protection-impact = Assessment of impact (art. 35)
sheet-table = Table
sheet-pdf = Download the PDF
sheet-print = It can be printed from the browser too.
stored-new = New numbers
stored-on_list = Numbers on a list today
stored-retry = Numbers to be tried again
stored-callback = Numbers to be called back
stored-mediator_queue = Numbers that wait for a mediator
stored-closed = Closed numbers
mark-seen = Marks: seen
mark-contacted = Marks: called
mark-do_not_call = Marks: not to be called
