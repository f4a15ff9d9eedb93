"""What an editor says of each key while a file is typed: the words of the JSON Schemas."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "moede": "Et netværksmøde",
    "netvaerk": "Netværket",
    "aendringer": "Indarbejdede og afgjorte ændringer",
}
"""Title of each schema."""

FIELDS: Mapping[tuple[str, str], str] = {
    ("Meeting", "moede"): "Hvornår og hvor mødet blev holdt.",
    ("Meeting", "deltagere"): "Hvem der var til stede, og hvem der havde meldt afbud.",
    ("Meeting", "dagsorden"): "Dagsordenens punkter i rækkefølge.",
    ("Meeting", "naeste_moeder"): "Kommende møder, som de blev aftalt på mødet.",
    ("Meeting", "aarshjul"): "Emner, som mødet satte på årshjulet.",
    ("Meeting", "udeladt"): "Det i referatet, der ikke står andre steder i filen, og hvorfor.",
    ("Facts", "dato"): "Mødets dato som 2022-11-11. Filen har navn efter den.",
    ("Facts", "tid"): "Klokkeslæt, fx 10.00-12.00.",
    ("Facts", "form"): "Fx fysisk eller virtuelt.",
    ("Facts", "sted"): "Adresse, lokale eller Teams.",
    ("Facts", "referent"): "Hvem der skrev referatet.",
    ("Facts", "udkast"): "Den version af årsrapporten, som mødet havde foran sig, fx v01.",
    ("Attendance", "til_stede"): "De fremmødte, også gæster.",
    ("Attendance", "afbud"): "De, der havde meldt afbud.",
    ("Person", "navn"): "Navn eller funktion.",
    ("Person", "organisation"): (
        "Organisationen, stavet som under organisationer i netvaerk.yaml; gæster kan komme "
        "andre steder fra."
    ),
    ("Person", "punkter"): "Kun for gæster: de punkter, de var med til.",
    ("AgendaItem", "nr"): "Punktets nummer; tomt, hvor referatet ikke har et (Eventuelt).",
    ("AgendaItem", "titel"): "Punktets overskrift.",
    ("AgendaItem", "uddybning"): "Det, der blev lagt frem. Skriv | og teksten på linjerne under.",
    ("AgendaItem", "referat"): "Det, der blev sagt. Skriv | og teksten på linjerne under.",
    ("AgendaItem", "beslutninger"): "En linje for hver beslutning.",
    ("AgendaItem", "opgaver"): "Hvem der lovede hvad, og hvornår.",
    ("AgendaItem", "bilag"): "Bilag til punktet.",
    ("AgendaItem", "links"): "Webadresser, der blev henvist til.",
    ("AgendaItem", "aarsrapport"): "Det, punktet ændrer i årsrapporten.",
    ("Task", "hvem"): "Den, der har opgaven.",
    ("Task", "hvad"): "Opgaven.",
    ("Task", "frist"): "Frist, som den blev sagt.",
    ("Task", "udført"): "Dagen, opgaven blev udført, som 2023-01-10. Tom, så længe den er åben.",
    ("NextMeeting", "dato"): "Mødets dato som 2023-05-12.",
    ("NextMeeting", "tid"): "Klokkeslæt, fx 10-13.",
    ("NextMeeting", "sted"): "Hvor mødet holdes.",
    ("NextMeeting", "status"): (
        "foreslået, godkendt, aflyst (også forkastet) eller flyttet (med den gamle dato i fra)."
    ),
    ("NextMeeting", "fra"): "Den gamle dato for et flyttet møde.",
    ("WheelTopic", "dato"): "Datoen som 2023-03-03.",
    ("WheelTopic", "emne"): "Emnet.",
    ("LeftOut", "tekst"): "Det, der er udeladt.",
    ("LeftOut", "grund"): "Hvorfor.",
    ("LeftOut", "sted"): "Hvor i referatet det stod.",
    ("Entry", "afsnit"): (
        'Afsnittets nummer, fx "3.6". Tomt, når bemærkningen gælder hele rapporten.'
    ),
    ("Entry", "pind"): "Punktets plads i det udkast, mødet havde foran sig, talt fra 1.",
    ("Entry", "id"): (
        "Det, der ændres: U1 i 3.6, A1 i 3.7, F1 i 4.2 eller 3.1/2 i en tekst. "
        "Gælder frem for pind."
    ),
    ("Entry", "art"): "Hvad der skal ske.",
    ("Entry", "overskrift"): "Punktets nye overskrift; et nyt punkt skal have en.",
    ("Entry", "efter"): "Id på det, det skal stå efter; afsnittets nummer sætter det først.",
    ("Entry", "status"): "ny, fortsat eller afsluttet.",
    ("Entry", "udfordring"): "Kun i 3.7: id på den udfordring, anbefalingen svarer på.",
    ("Entry", "prioritet"): "Kun i 4.2: fokusområdets prioritet.",
    ("Entry", "input"): "Det, netværket ønsker, med dets egne ord; ikke den nye ordlyd.",
    ("Entry", "før"): "Ordlyden, som ændringen blev til ud fra. Skrives af check --fix.",
    ("Entry", "før_overskrift"): "Overskriften, som ændringen blev til ud fra.",
    ("Entry", "tekst"): "Hele den nye ordlyd. Tom, så længe ingen har skrevet den.",
    ("Entry", "svar"): "Svaret på en bemærkning; det lukker den.",
    ("DecidedEntry", "kilde"): "Hvor ændringen kom fra.",
    ("DecidedEntry", "afgjort"): "Hvem der afgjorde den, hvornår og hvorfor.",
    ("DecidedEntry", "lukker"): "De åbne input, den lukker, fx 2022-11-11/3/1.",
    ("Origin", "fil"): "Filen, den stod i.",
    ("Origin", "part"): "Høringsparten.",
    ("Origin", "forfatter"): "Den, der skrev den.",
    ("Origin", "tid"): "Hvornår den blev skrevet.",
    ("Origin", "sha256"): "Filens kontrolsum, så den ikke indarbejdes to gange.",
    ("Decision", "af"): "Den, der afgjorde den.",
    ("Decision", "dato"): "Datoen som 2022-12-01.",
    ("Decision", "udfald"): "Hvad der blev afgjort.",
    ("Decision", "begrundelse"): "Hvorfor.",
    ("Network", "navn"): "Netværkets fulde navn.",
    ("Network", "kortnavn"): "Det korte navn, som også står i filnavne.",
    ("Network", "rammeaftale"): "Rammeaftalen, netværket hører under.",
    ("Network", "styregruppe"): "Styregruppens navn.",
    ("Network", "sekretariat"): "Den, der skriver årsrapporten.",
    ("Network", "sagsnummer"): "Sagens nummer; står på forsiden.",
    ("Network", "organisationer"): (
        "Alle, der deltager og høres, i rapportens rækkefølge. Stavemåden her gælder alle steder."
    ),
    ("Secretariat", "organisation"): "Organisationen, som sekretariatet hører til.",
    ("Secretariat", "e-mail"): "Sekretariatets postkasse.",
}
"""What each key holds, by the model that has it and its name in the file."""
