## Prova di una fonte

trial-title = Prova di { $name }
trial-back = tutte le fonti
trial-lead = Poche pagine, con la gentilezza del giro. Non si registra nulla; dei numeri si vedono le ultime due cifre. Se lasci questa pagina la prova finisce.
trial-busy = Adesso non si può provare: è in corso un giro o un’altra prova, oppure il file delle fonti ha un errore. Riprova tra poco.
trial-broke = La prova si è interrotta. Non è stato registrato nulla.
trial-too-long = La prova durava troppo ed è stata fermata. Non è stato registrato nulla.
trial-wall = Non è la pagina che ci si aspettava:
trial-items = Voci dell’elenco: { $items }.
trial-next = Pagina seguente:
trial-failed = Non è arrivata:
trial-done = Finita
trial-sums = Pagine chieste { $asked }, non arrivate { $failed }; annunci letti { $ads }, con un numero { $numbers }.
trial-found-on = Trovato
