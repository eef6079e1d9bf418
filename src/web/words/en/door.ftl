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
