"""The layouts that a class may come in: one table, from which finding, `--layout` and the guide are made.

To add a learning platform, add a row: how it names what it hands out (a pattern of a path, below), what
that looks like, and a sentence for the guide; then add a made-up download to the tests (`handed_in.py`) and
the row to INSTRUCTORS.md, which a test compares with this table. Nothing else needs to know of it.

A pattern is matched with the end of a path, from the part on that the platform made: `around/`, which
stands before, is the folder that the download was unpacked to. Its groups say what the names mean:

- `student`: an id, which stays the same in all assignments; or `name`: of a person, or of a group;
- `number`: what the platform calls a student, or this submission of hers;
- `assignment`: what the instructor called it; `whole`: assignment and student, which `_` separates;
- `attempt` or `time`: of several by one student the last one counts;
- `submission`: a folder whose students the file `people` names; `attachment`: another number of a file;
- `late`: it is there if the submission was late; `unsubmitted`: if it was never handed in;
- `file`: what the student called the file, if other things stand before it.
"""

import re
from typing import NamedTuple

_DAY_TIME = r"\d{4}-\d\d?-\d\d?[ T_-]\d\d?[-:_.h]?\d\d[-:_.]?\d\d"
_BELOW = r"(?:/.+)?"  # what the student made a folder of


class Platform(NamedTuple):
    """A layout.

    Attributes:
        name: for `--layout`.
        title: for people.
        example: what it looks like.
        sentence: for the guide.
        patterns: regular expressions of the end of a path, as above; the first that matches counts.
            Without any, it is made by hand, and by_hand.py reads it.
        sure: nobody gives a file such a name by chance.
        number_of: "student" if a number is a student's in all assignments, "assignment" if it is
            another one in each.
        group: whether each name is a group's.
        people: name of a file that says who handed in what, or "".
    """

    name: str
    title: str
    example: str
    sentence: str
    patterns: tuple = ()
    sure: bool = False
    number_of: str = "student"
    group: bool = False
    people: str = ""


def _patterns(*texts):
    return tuple(re.compile(text, re.VERBOSE | re.IGNORECASE) for text in texts)


_MOODLE_END = r"_assignsubmission_[a-z]+ (?: /.+ | _/.+ | _? | _(?P<file>[^/]+) )"
_MOODLE = _patterns(
    rf"(?P<name>[^/]+?) _ (?P<number>\d+) {_MOODLE_END}",
    rf"(?P<name>[^/]+?) [ ] (?P<number>\d+) {_MOODLE_END}",  # Participant 1234567
    rf"(?P<name>[^/]+?) {_MOODLE_END}",  # the default group has no number
)

PLATFORMS = (
    Platform(
        "moodle",
        "Moodle",
        "`Ada Lovelace_1234567_assignsubmission_file/work.ipynb`",
        "*View all submissions*, *Download all submissions*, in folders or not; also with anonymous "
        "submissions (`Participant_1234567_...`: each number is a student of this assignment) and team "
        "submissions, if most are called Group, Team or the like.",
        _MOODLE,
        sure=True,
        number_of="assignment",
    ),
    Platform(
        "moodle-teams",
        "Moodle, team submissions",
        "`The Tigers_77_assignsubmission_file/work.ipynb`",
        "The same for groups of any name: the number is the group's, so no worksheet is made from it. "
        "Such a download only looks like one of students; if groups have names of their own, say "
        "`--layout moodle-teams`.",
        _MOODLE,
        sure=True,
        group=True,
    ),
    Platform(
        "blackboard",
        "Blackboard",
        "`Lab 05_s123_attempt_2024-03-01-10-11-12_work.ipynb`",
        "*Assignment File Download*, with its `.txt` receipts: of several attempts the last one counts.",
        _patterns(
            r"(?P<whole>[^/]+?) _attempt_ (?P<time>\d{4}(?:-\d\d?){5}) (?: \.txt | _(?P<file>[^/]+) | )"
        ),
        sure=True,
    ),
    Platform(
        "brightspace",
        "Brightspace (D2L)",
        "`12345-67890 - Ada Lovelace - Mar 1, 2024 1011 PM/work.ipynb`",
        "The download of an assignment's submissions, in folders or not: the last submission counts.",
        _patterns(
            rf"""\d+-\d+ [ ]-[ ] (?P<name>[^/]+?)
                [ ]-[ ] (?P<time>(?:(?![ ]-[ ])[^/])* \b\d{{4}}\b (?:(?![ ]-[ ])[^/])*)
                (?: [ ]-[ ] (?P<file>[^/]+) | {_BELOW} )"""
        ),
        sure=True,
    ),
    Platform(
        "nbgrader-inbound",
        "nbgrader's exchange",
        "`ada+04_addition_rnn+2024-03-01 10:11:12 UTC+hash/04_addition_rnn.ipynb`",
        "The folder `inbound` of nbgrader's exchange, with folders or zips: the last submission counts.",
        _patterns(
            rf"""(?P<student>[^/]+) \+ (?P<assignment>[^/+]+)
                \+ (?P<time>{_DAY_TIME} (?:\.\d+)? (?:[ ]?[A-Z]+ | [ ]?[+-]\d\d:?\d\d)?) (?: \+ [^/.]* )?
                (?: \.zip | {_BELOW} )"""
        ),
        sure=True,
    ),
    Platform(
        "canvas",
        "Canvas",
        "`lovelaceada_LATE_12345_67890_work.ipynb`",
        "*Download Submissions*. `LATE` is noted, `work-2.ipynb` replaces `work.ipynb`, "
        "`lovelaceada_12345_text.html` is listed as no notebook, and with anonymous grading "
        "`anon_x7fQ2` is a student.",
        _patterns(
            r"""(?:(?P<late>(?-i:LATE))_)? (?P<student>anon_[a-z0-9]+) _
                (?: (?P<attachment>\d+)_(?P<file>[^/]+) | (?:text|link)\.html )""",
            r"""(?P<name>[^/]+?) (?:_(?P<late>(?-i:LATE)))? _ (?P<number>\d+) _
                (?: (?P<attachment>\d+)_(?P<file>[^/]+) | (?:text|link)\.html )""",
        ),
    ),
    Platform(
        "gradescope",
        "Gradescope",
        "`submission_123456/work.ipynb` and `submission_metadata.yml`",
        "*Export Submissions*: `submission_metadata.yml` says whose each submission is; all members "
        "of a group are graded.",
        _patterns(rf"(?P<submission>submission_\d+) {_BELOW}"),
        people="submission_metadata.yml",
    ),
    Platform(
        "teams",
        "Microsoft Teams",
        "`Submitted files/Ada Lovelace/Lab 05/Version 2/work.ipynb`",
        "The folder of students' work of a class's site: the highest version counts; what lies in "
        "`Working files` was not handed in and is only named.",
        _patterns(
            rf"""(?: submitted[ ]files | eingereichte[ ]dateien | archivos[ ]enviados
                    | fichiers[ ](?:envoyés|remis) )
                /(?P<name>[^/]+) / (?P<assignment>[^/]+)
                (?: /(?:version|versión|versione|versie) [ ] (?P<attempt>\d+) )? {_BELOW}""",
            rf"""(?P<unsubmitted> working[ ]files | arbeitsdateien | archivos[ ]de[ ]trabajo
                    | fichiers[ ]de[ ]travail )
                /(?P<name>[^/]+) / (?P<assignment>[^/]+) {_BELOW}""",
            rf"""(?P<name>[^/]+) / (?P<assignment>[^/]+)
                / (?:version|versión|versione|versie) [ ] (?P<attempt>\d+) {_BELOW}""",
        ),
    ),
    Platform(
        "nbgrader",
        "nbgrader's folder",
        "`ada/04_addition_rnn/04_addition_rnn.ipynb`",
        "The folder `submitted` of an nbgrader course, or any folders of students, with or without a "
        "folder for each lab in them; also folders of labs with students in them.",
    ),
    Platform(
        "flat",
        "Files",
        "`ada_04_addition_rnn.ipynb`",
        "Notebooks whose names hold student and lab. What all files share (`SEQ24_04_addition_rnn_ada.ipynb`, "
        "`..._bob.ipynb`) is no name, nor is what marks a copy (`Copy of`, ` (1)`, in many languages).",
    ),
)
BY_NAME = {platform.name: platform for platform in PLATFORMS}
GUESSED = tuple(
    platform for platform in PLATFORMS if platform.patterns and platform.name != "moodle-teams"
)
FEEDBACK = re.compile(r".+_assignfeedback_[a-z]+_?(_.*)?")  # Moodle's, beside what was handed in
TIMES = (  # how Brightspace writes a time; others can be compared as they are
    "%b %d, %Y %I%M %p",
    "%B %d, %Y %I%M %p",
    "%d %b, %Y %I%M %p",
    "%d %B, %Y %I%M %p",
    "%d %B %Y %H%M",
    "%Y-%m-%d %H%M",
)
# What a group is called; "Default group" is Moodle's own, in it are all who are in no group.
GROUPS = re.compile(
    r"(default )?(group|team|gruppe|standardgruppe|grupo|groupe|équipe|equipe|gruppo|squadra|groep|grupp|ryhmä"
    r"|grupa|skupina|tým|zespół|группа|команда|група)(?![^\W\d_]).*"
    r"|(グループ|チーム|小组|小組|그룹|팀).*|第.+[组組].*"
    r"|.*\b(group|team|groep|gruppe|grupo|equipe|gruppo)( \w{1,3})?",
    re.IGNORECASE,
)
PARTICIPANTS = re.compile(
    r"participant(e|\(e\)|-e)?|teilnehmer(/in|in|\*in)?|participante|partecipante|deelnemer|deltag?are|deltager"
    r"|osallistuja|uczestnik|účastník|участник|учасник|参加者|参与者|參與者|참가자|katılımcı|résztvevő",
    re.IGNORECASE,
)
