# The words of the screens, in English. Every key stands in it.ftl too; a test holds it.

title = Agenda servizio
skip = Skip to content
menu = Menu
menu-today = Today
menu-do-not-call = Do not call
menu-people = People
language-it = IT, italiano
language-it-short = IT
language-en = EN, English
language-en-short = EN
sign-out = Sign out
keys-on = Keyboard shortcuts: on
keys-off = Keyboard shortcuts: off
blank = The screen is paused. Press a key or tap to go on.

## Dates

day = { $weekday } { $day } { $month }
moment = { $day }, { $time }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Signing in

sign-in-title = Sign in
sign-in-name = Name
sign-in-password = Password
sign-in-code = Code
sign-in-code-help = The 6 digits of your authenticator app, or a recovery code.
sign-in-enter = Enter
sign-in-refused = Name, password or code are not right, or there were too many attempts. Wait a moment and try again.
sign-in-too-often = Too many attempts in a short time. Wait a minute and try again.

## Invitation

invitation-title = Welcome, { $name }
invitation-lead = Choose a password and connect an authenticator app. This link works once.
invitation-password-title = 1. Password
invitation-password = New password
invitation-password-help = At least 12 characters, without your name. A sentence is fine.
invitation-again = The password once more
invitation-authenticator-title = 2. Authenticator app
invitation-authenticator = Scan this code with the authenticator app of your phone.
invitation-square = QR code for the authenticator app
invitation-by-hand = Or type it in by hand:
invitation-code = The 6 digits that the app shows now
invitation-accept = Save and go on
invitation-none = This invitation was used already, or its time is over. Ask whoever coordinates for another one.
invitation-weak = A password has 12 to 200 characters and does not hold the name. Choose another one.
invitation-not-the-same = The two passwords are not the same. Type them again.
invitation-wrong-code = The code is not right. Read it off the app again.
welcome-title = All set
welcome-codes = Copy these recovery codes and keep them safe: they are not shown again. Each works once, in place of the app’s code.
welcome-enter = Sign in

## First page

home-title = Agenda servizio
home-nothing = There is no page for your role yet.

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

## Call

call-reveal = Call
call-reveal-help = The number is shown only now, and who saw it is noted.
call-until = In hand until { $at }
call-over = over: go back to Today
call-extend = Keep it for another 20 minutes
call-release = Give back
call-outcome = Outcome
call-keys = By keyboard: one digit for the answer, two for the conversation, two for each action, then Enter.
call-technical = What happened?
call-conversation = How did the conversation go?
call-notice = Short notice
call-notice-given = Given
call-notice-impossible = It was not possible
call-callback = When to call back
call-learnt = Language learnt in the conversation
call-learnt-none = Nothing new
call-actions = What did you set going?
call-save = Save the outcome
call-script = What to say
call-script-language = Language of the text
technical-T1 = Answered
technical-T2 = No answer
technical-T3 = Busy
technical-T4 = Unreachable
technical-T5 = Voicemail
technical-T6 = Declined
technical-T7 = Not in service
technical-T8 = Not dialled
conversation-C01 = Informed
conversation-C02 = Listened to
conversation-C03 = Asks for information
conversation-C04 = Call back
conversation-C05 = Not interested
conversation-C06 = Do not call again
conversation-C07 = Hangs up before
conversation-C08 = Hangs up after
conversation-C09 = Language barrier
conversation-C10 = Somebody else
conversation-C11 = Unrelated
conversation-C12 = Cannot talk
conversation-C13 = Asks for help
conversation-C14 = Already in contact
conversation-C15 = Hostile
conversation-C16 = Protection protocol
action-A01 = Prevention
action-A02 = Orientation in health services
action-A03 = Drop-in
action-A04 = Appointment
action-A05 = Accompaniment
action-A06 = Social or legal desk
action-A07 = Gave 800 290 290
action-A08 = Gave 1522
action-A09 = Language mediation
action-A10 = Materials
action-A11 = Health card, STP or ENI
action-A12 = Organisation among peers
outcome-no-technical = Choose what happened.
outcome-no-conversation = After an answer choose how the conversation went.
outcome-no-notice = Before you save, mark the short notice: given, or not possible.
outcome-no-callback = For a call-back write when.
outcome-callback-time = The time of the call-back cannot be read.
outcome-callback-past = The time of the call-back is past: choose a later one.
outcome-callback-far = The call-back is too far ahead: at most { $days } days.
outcome-callback-closed = Nobody is called on { $day }: choose a working day.
outcome-callback-hours = Calls are made from { $from } to { $to }: choose a time in between.
outcome-no-attempt-left = This was the last attempt: no call-back can be agreed. Mark “Cannot talk”, or “Informed” if that is so.
protocol-title = Follow the protocol now
protocol-lead = The outcome is saved. Of the conversation nothing is kept but a count.
protocol-danger = Immediate danger, or somebody under age: 112, and tell whoever coordinates at once.
protocol-national = Exploitation or trafficking: 800 290 290, day and night, in many languages.
protocol-violence = Violence: 1522.
protocol-coordinator = Talk to whoever coordinates before you call again: do not stay alone with this.
protocol-write-nothing = Write down nowhere the number, the name or what you were told.
protocol-done = Done: back to Today

## Languages

spoken-it = Italian
spoken-en = English
spoken-es = Spanish
spoken-pt = Portuguese
spoken-ro = Romanian
spoken-zh = Chinese
spoken-fr = French
spoken-ar = Arabic
spoken-sq = Albanian
spoken-ru = Russian
spoken-uk = Ukrainian
spoken-pl = Polish
spoken-bg = Bulgarian
spoken-hu = Hungarian
spoken-th = Thai

## Do not call

object-title = Do not call
object-lead = It holds at once, in every territory of the region. The answer is always the same, whether the number was known or not.
object-number = Number
object-help = With or without +39, with spaces too.
object-save = Put on the do-not-call list
object-done = Done. Nobody will call that number.

## People

people-title = People
people-name = Name
people-role = Role
people-territories = Territories
people-everywhere = all
people-languages = Languages
people-enters = Access
people-ready = active
people-not-ready = to be invited
people-invite = Invite
people-invite-one = Invite { $name }
people-invited = An invitation for { $name }. Hand this link over in person or by a safe way: it works once, within three days.
people-add-title = Add a person
people-name-help = 2 to 40 letters, dots or hyphens, like anna.b
people-add = Add
people-bad-name = This is no name to work under: 2 to 40 letters, dots or hyphens, fewer than 6 digits.
people-no-territory = Whoever works in a territory has at least one: choose one.
people-added = { $name } is among the people. Now they can be invited.
people-nobody = There is nobody yet.

## When something goes wrong

error-title = That did not work
error-back = Back to the start
error-no-such-page = There is no such page.
error-stale = The page was open for too long, or the session changed. Go back to the start and try again: nothing was recorded.
error-too-large = It is too large to be sent.
error-forbidden = Your role or your territory does not allow it.
error-later = The store is busy. Try again in a moment: nothing was lost.
error-fault = Something did not work. Try again; if it happens again, give this code to whoever runs the system: { $code }
error-unknown-row = This row is not on the list any more: it was recorded, it was erased, or the code is wrong.
error-name-taken = This name is taken. Choose another one.
error-other-day = This can be done today only, and not for the future.
error-not-claimed = This row is not in your hands. Take it from the list first.
error-not-now = This contact point cannot be called now.
error-outcome = The parts of the outcome do not go together.
error-phone = This is no phone number.
error-too-late = It cannot be undone any more: the outcome was recorded.
error-extended = A row is kept for longer once only. Save the outcome, or give it back.
error-too-often = Too often in a short time. Wait a few minutes and try again.

## Roles

role-operator = Operator
role-coordinator = Coordination
role-regional = Region
role-researcher = Research
role-dpo = Data protection
role-sources = Sources
