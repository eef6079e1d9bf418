## Inserimento da un file

file-title = Inserimento da un file
file-back = una riga per volta
file-lead = Un elenco (CSV o Excel), oppure la pagina degli annunci (PDF o testo). Prima si guarda, poi si conferma: fino ad allora non si registra nulla.
file-file = File
file-help = Fino a 5 MB. Del file resta solo quello che confermi.
file-text = Oppure incolla qui il testo della pagina
file-municipality-help = Per i numeri di una pagina. Negli elenchi lo dice ogni riga.
file-look = Guarda che cosa c’è
file-columns-title = Com’è fatto un elenco
file-columns = La prima riga dice le colonne, in qualunque ordine; serve solo il numero. Con virgole o punti e virgola.
file-sample = numero;comune;genere;nazionalità;età;luogo;settimana
    300 1234567;Modena;F;BR;28;flat;2026-W46
    300 1234568;036023;T;america-latina;25-34;hotel;
file-done = { $rows ->
    [one] Una riga registrata:
   *[other] { $rows } righe registrate:
  } nuovi { $new }, già visti { $seen }, non tenuti { $refused }.
file-good = { $lines ->
    [0] Nessuna riga da registrare
    [one] Una riga da registrare
   *[other] { $lines } righe da registrare
  }
file-bad = { $lines ->
    [one] Una riga da correggere
   *[other] { $lines } righe da correggere
  }
file-more = … e altre { $lines }.
file-fault-none = Scegli un file, o incolla un testo.
file-fault-header = La prima riga non nomina la colonna «numero». Scrivi una prima riga come nell’esempio.
file-fault-column = La prima riga nomina una colonna «{ $name }», che non si conosce. Guarda l’esempio.
file-fault-twice = La prima riga nomina due volte la colonna «{ $name }»: lasciane una.
file-fault-workbook = Questo file Excel non si apre. Salvalo di nuovo come .xlsx, senza password, o come CSV.
file-fault-pdf = Questo PDF non si legge: è rotto, protetto, o troppo complicato. Copia il testo della pagina e incollalo qui sotto.
file-fault-large = È troppo grande: al massimo 2000 righe. Dividilo, o chiedi a chi gestisce il sistema di importarlo.
file-fault-unreadable = Il file non si legge fino in fondo. Salvalo di nuovo e riprova.
file-fault-slip = Questo elenco è di un’altra sessione, o è passata più di un’ora. Carica di nuovo il file: non è stato registrato nulla.
review-title = Controlla prima di registrare
review-other = un altro file
review-lead = Non è ancora registrato nulla. Se chiudi questa pagina, dell’elenco non resta niente.
review-line = Riga
review-mend = Che cosa correggere
review-none = In questa pagina non c’è nessun numero.
review-found = { $numbers ->
    [one] Un numero trovato. Segnalo, se è di un annuncio:
   *[other] { $numbers } numeri trovati. Segna quelli degli annunci:
  }
review-record = Registra
