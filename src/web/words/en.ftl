# The words of the screens, in English. Every key stands in it.ftl too; a test holds it.

title = Agenda servizio
skip = Skip to content
menu = Menu
menu-today = Today
language-it = Italiano
language-it-short = IT
language-en = English
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
today-code = Row
today-kind = Kind
today-language = Language
today-earliest = From when
kind-callback = Call-back
kind-retry = Another attempt
kind-new = First call

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

## Roles

role-operator = Operator
role-coordinator = Coordination
role-regional = Region
role-researcher = Research
role-dpo = Data protection
role-sources = Sources
