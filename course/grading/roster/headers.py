"""The headers of tables that Moodle and Canvas export, as their interfaces in several languages write them."""

import re
import unicodedata

# {field: headers}; Moodle's are those of its language packs.
WORDS = {
    "first": "First name, FirstName, First name(s), Given name, Forename, Vorname, Prénom, Nombre, Nombre(s), "
    "Nome, Voornaam",
    "last": "Last name, LastName, Surname, Family name, Nachname, Familienname, Nom, Nom de famille, Apellido, "
    "Apellidos, Apellido(s), Cognome, Apelido, Sobrenome, Achternaam",
    "name": "Full name, Name, Names, Student, Students, Student name, Participant, Participants, "
    "First name / Last name, First name / Surname, "
    "Vollständiger Name, Vorname / Nachname, Nachname Vorname, Teilnehmer/in, Teilnehmer, "
    "Teilnehmende, Studierende, Nom complet, Prénom / Nom, Nom et prénom, Étudiant, Étudiants, "
    "Participants, Nombre completo, Nombre / Apellido(s), Apellidos y nombre, Estudiante, Estudiantes, "
    "Alumno, Alumnos, Nome completo, Volledige naam, Naam",
    "number": "ID number, Student number, Student ID, Matriculation number, Registration number, "
    "SIS User ID, ID-Nummer, Matrikelnummer, Matrikel-Nr., Matrikelnr., Matr.-Nr., "
    "Numéro d'identification, Numéro d'étudiant, N° étudiant, Número de ID, Número de identificación, "
    "Matrícula, Codice identificativo, Matricola, Número de identificação, ID-nummer",
    "email": "Email address, Email, E-mail, Mail, E-mail address, E-Mail-Adresse, Mailadresse, "
    "Adresse de courriel, Adresse e-mail, Courriel, Adresse électronique, Dirección de correo, "
    "Dirección Email, Dirección de correo electrónico, Correo electrónico, Correo, Indirizzo email, "
    "Endereço de e-mail, E-mailadres",
    "login": "Username, User name, Login, Login ID, SIS Login ID, Account, Anmeldename, Benutzername, "
    "Kennung, Nom d'utilisateur, Nombre de usuario, Usuario, Nome utente, Gebruikersnaam",
    "id": "ID, Identifier, Identifiant, Identificador, Identificativo",
    "group": "Groups, Group, Section, Sections, Gruppen, Gruppe, Groupes, Groupe, Grupos, Grupo, "
    "Gruppi, Gruppo, Groepen, Groep",
    "grade": "Grade, Bewertung, Note, Calificación, Valutazione, Nota, Cijfer, Beoordeling",
    "maximum": "Maximum grade, Bestwertung, Note maximale, Calificación máxima, Valutazione massima, "
    "Nota máxima, Maximumcijfer",
    "changeable": "Grade can be changed, Bewertung kann geändert werden, La note peut être modifiée, "
    "La calificación puede ser cambiada, La valutazione può essere cambiata, Nota pode ser alterada, "
    "A nota pode ser alterada",
    "submitted": "Last modified (submission), Zuletzt geändert (Abgabe)",
    "scale": "Scale, Skala, Barème, Escala, Scala, Schaal",
}


def plain(header):
    """A header without capitals, accents and signs."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))


FIELDS = {}
for _field, _words in WORDS.items():
    for _word in _words.split(", "):
        FIELDS.setdefault(plain(_word), _field)


def fields_of(row):
    """{field: column} of a row of headers; the first column of a field counts."""
    found = {}
    for column, header in enumerate(row):
        if field := FIELDS.get(plain(header)):
            found.setdefault(field, column)
    return found
