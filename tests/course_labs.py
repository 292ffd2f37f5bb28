"""The course's own labs, and all labs that are here: what holds for the former may be otherwise in your own."""

from course.files import ROOT, labs_in

OWN_RULES = (  # the rhythm of a lab, and mutants tried of each exercise
    "01_recurrence",
    "02_backprop_through_time",
    "03_lstm_gru",
    "04_addition_rnn",
    "05_stateful_lstm",
    "06_language_models",
    "07_word2vec",
    "08_sentiment",
    "09_seq2seq",
    "10_attention",
    "11_ctc",
    "12_memory",
    "13_captions_questions",
    "14_time_series",
)
SOURCES = labs_in(
    ROOT / "solutions", ".py"
)  # the list of labs: whatever else a lab needs may be missing
COURSE = [source for source in SOURCES if source.stem in OWN_RULES]
IS_COMPLETE = len(COURSE) == len(OWN_RULES)  # else this is a part, with your own labs alone, say
