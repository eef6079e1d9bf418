## Today

today-quota = First calls of the month: { $made } of { $quota }
today-days-left = { $days ->
    [one] · one working day left
   *[other] · { $days } working days left
  }
today-territory = Territory
today-show = Show
today-recorded = The outcome of { $code } was taken down.
today-undo = Undo
today-nothing = There is no row to call now. See below why.
today-in-hand = You have a row in hand already
today-back-to = Back to { $code }
today-callable = { $count ->
    [0] Nothing to call now
    [one] One row to call now
   *[other] { $count } rows to call now
  }
today-language = Language
today-any-language = All
today-next = Take the next one
today-now = To be called now
today-take = Take
today-take-row = Take { $code }
today-not-now = Not now: why
today-from = From: { $at }
today-expires = expires soon
today-empty = Today’s list is empty.
attempts = Attempts: { $made } made, { $left } left
kind-callback = Call-back
kind-retry = Another attempt
kind-new = First call
key-p = P
key-c = C
key-u = U
key-n = N
key-i = I
key-enter = Enter
closed-sunday = Today is Sunday: nobody is called.
closed-saturday = Today is Saturday: nobody is called here.
closed-holiday = Today is a holiday: nobody is called.
why-held = In the hands of { $name } until { $until }.
why-language = Waits for somebody who speaks this language: { $language }.
why-closed = It is closed: it is not called any more.
why-attempts = It was called as often as any may be.
why-expired = Its time is over: it is about to be erased.
why-hours = Outside the hours: calls are made from { $from } to { $to }.
why-agreed = The person asked to be called: { $at }.
why-pause = The last attempt is too recent: pause until { $until }.
why-slot = It was called in the { $slot } before: another part of the day is due.
slot-morning = morning
slot-afternoon = afternoon
slot-evening = evening
