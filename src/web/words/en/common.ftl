# The words of the screens, in English. Every key stands in `it` too, in the same file; a test holds it.

title = Agenda servizio
skip = Skip to content
menu = Menu
menu-today = Today
menu-do-not-call = Do not call
menu-entry = Typing in
menu-sources = Sources
menu-people = People
menu-protection = Data protection
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

## First page

home-title = Agenda servizio
home-nothing = There is no page for your role yet.

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
error-query = This combination of figure, place and period cannot be given: its cells would be too small, or the period has not closed yet. Choose a wider one.

## Roles

role-operator = Operator
role-coordinator = Coordination
role-regional = Region
role-researcher = Research
role-dpo = Data protection
role-sources = Sources
