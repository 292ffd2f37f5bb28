"""The commands `course demo ...`: what each reads from the command line."""

from pathlib import Path


def add(commands):
    """Add the commands to the parser of `course`."""
    demo = commands.add_parser("demo", help="a lecture's demo in the terminal")
    demos = demo.add_subparsers(required=True, metavar="demo")
    addition = demos.add_parser("addition", help="reads 123+34 and writes 157")
    addition.add_argument("--ask", metavar="SUM", help="answer this one and exit")
    addition.set_defaults(run=_addition)

    translate = demos.add_parser("translate", help="reads English and writes French")
    translate.add_argument("--ask", metavar="SENTENCE", help="translate this one and exit")
    how = translate.add_mutually_exclusive_group()
    how.add_argument("--train", action="store_true", help="train instead of loading")
    how.add_argument(
        "--show", action="store_true", help="say which English word each French one looked at"
    )
    translate.set_defaults(run=_translate)

    sentiment = demos.add_parser(
        "sentiment", help="reads a film review and says what it thinks of it"
    )
    sentiment.add_argument("--ask", metavar="REVIEW", help="judge this one and exit")
    sentiment.add_argument("--train", action="store_true", help="train instead of loading")
    sentiment.set_defaults(run=_sentiment)

    write = demos.add_parser("write", help="a network that has read stories writes one")
    write.add_argument("--prompt", metavar="TEXT", help="how the story begins")
    write.add_argument(
        "--temperature",
        metavar="T",
        default="0.7",
        help="above 0; the lower, the likelier (default: 0.7)",
    )
    write.set_defaults(run=_write)

    compress = demos.add_parser("compress", help="a language model compresses a text file")
    compress.add_argument("file", type=Path, metavar="FILE", help="UTF-8, at most 1 MB; it stays")
    compress.add_argument("--expand", action="store_true", help="make the text again")
    compress.set_defaults(run=_compress)

    forecast = demos.add_parser(
        "forecast", help="reads your own series and says which forecast of it is best"
    )
    forecast.add_argument("file", type=Path, metavar="CSV", help="its first line names the columns")
    forecast.add_argument("--column", required=True, metavar="NAME", help="the numbers to forecast")
    forecast.add_argument(
        "--date", metavar="NAME", help="their dates; by default it looks for some"
    )
    forecast.set_defaults(run=_forecast)

    listen = demos.add_parser("listen", help="a network that hears spoken digits")
    listen.add_argument(
        "file", nargs="?", type=Path, metavar="FILE.wav", help="a recording to listen to"
    )
    listen.add_argument(
        "--say", metavar="DIGITS", help="synthesise these, such as 3141, and listen"
    )
    listen.add_argument("--voice", metavar="SEED", help="the number of the voice that says them")
    listen.add_argument("--save", type=Path, metavar="FILE.wav", help="keep what was synthesised")
    listen.set_defaults(run=_listen)

    story = demos.add_parser("story", help="a network that answers questions about a story")
    story.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="sentences and questions, as the demo shows them when it starts",
    )
    story.set_defaults(run=_story)

    look = demos.add_parser("look", help="shows a scene and answers questions about it")
    look.add_argument("--scene", metavar="SEED", help="the number of the scene; default: by chance")
    look.add_argument("--ask", metavar="QUESTION", help="answer this one and exit")
    look.add_argument("--save", type=Path, metavar="FILE.png", help="default: scene-SEED.png")
    look.set_defaults(run=_look)


def _addition(options):
    from course.demos import addition

    return addition.main(options.ask)


def _translate(options):
    from course.demos import translate

    return translate.main(options.ask, options.train, options.show)


def _sentiment(options):
    from course.demos import sentiment

    return sentiment.main(options.ask, options.train)


def _write(options):
    from course.demos import write

    return write.main(options.prompt, options.temperature)


def _compress(options):
    from course.demos import compress

    return compress.main(options.file, options.expand)


def _forecast(options):
    from course.demos import forecast

    return forecast.main(options.file, options.column, options.date)


def _listen(options):
    from course.demos import listen

    return listen.main(options.file, options.say, options.voice, options.save)


def _story(options):
    from course.demos import story

    return story.main(options.file)


def _look(options):
    from course.demos import look

    return look.main(scene=options.scene, ask=options.ask, save=options.save)
