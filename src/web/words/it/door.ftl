## Accesso

sign-in-title = Accedi
sign-in-name = Nome
sign-in-password = Password
sign-in-code = Codice
sign-in-code-help = Le 6 cifre dell’app di autenticazione, oppure un codice di recupero.
sign-in-enter = Entra
sign-in-refused = Nome, password o codice non corretti, oppure troppi tentativi. Aspetta un momento e riprova.
sign-in-too-often = Troppi tentativi in poco tempo. Aspetta un minuto e riprova.

## Invito

invitation-title = Benvenuta, { $name }
invitation-lead = Scegli una password e collega un’app di autenticazione. Questo collegamento vale una volta sola.
invitation-password-title = 1. Password
invitation-password = Nuova password
invitation-password-help = Almeno 12 caratteri, senza il tuo nome. Una frase va benissimo.
invitation-again = Ripeti la password
invitation-authenticator-title = 2. App di autenticazione
invitation-authenticator = Inquadra questo codice con l’app di autenticazione del telefono.
invitation-square = Codice QR per l’app di autenticazione
invitation-by-hand = Oppure scrivilo a mano:
invitation-code = Le 6 cifre che mostra ora l’app
invitation-accept = Salva e continua
invitation-none = Questo invito è già stato usato o è scaduto. Chiedine un altro a chi coordina.
invitation-weak = La password deve avere da 12 a 200 caratteri e non contenere il nome. Scegline un’altra.
invitation-not-the-same = Le due password non sono uguali. Scrivile di nuovo.
invitation-wrong-code = Il codice non è corretto. Leggilo di nuovo sull’app.
welcome-title = Tutto pronto
welcome-codes = Copia questi codici di recupero e conservali al sicuro: non saranno mostrati di nuovo. Ognuno vale una volta, al posto del codice dell’app.
welcome-enter = Accedi
