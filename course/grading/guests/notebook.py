"""Stands for IPython in a guest, where a cell uses its commands."""

from course.checks.base.running import run_all
from course.checks.base.syntax import RUNNING_MAGICS

FOR_THE_EYE = (  # what only shows something, or changes how something is shown
    "matplotlib config load_ext reload_ext unload_ext autoreload precision pinfo pinfo2 psource pdoc pdef pfile"
    " who who_ls whos lsmagic magic history hist debug pdb xmode colors pprint timeit prun memit"
    " html HTML markdown latex svg SVG javascript js"
).split()
PYLAB = (  # the names that %pylab gives
    "import numpy, matplotlib\nfrom matplotlib import pylab, mlab, pyplot\nnp, plt = numpy, pyplot\n"
    "from pylab import *\nfrom numpy import *"
)


class Notebook:
    """What `get_ipython()` gives: %time runs what it times, what only shows something does nothing.

    Attributes:
        left_out: commands that were not run: those of a shell, and what changes the kernel or its folder.
    """

    def __init__(self, names):
        self.user_ns = self.user_global_ns = names
        self.left_out = []

    def __call__(self):
        return self

    def system(self, command):
        self._leave_out("!", command)

    def getoutput(self, command, **_):
        self._leave_out("!", command)
        return []

    def run_line_magic(self, name, line, *_, **__):
        if name == "time":
            self._run(line)
        elif name == "pylab":
            self._run(PYLAB)
        elif name not in FOR_THE_EYE:
            self._leave_out("%", f"{name} {line}")

    def run_cell_magic(self, name, line, cell):
        if name in RUNNING_MAGICS:
            self._run(cell)
        elif name not in FOR_THE_EYE:
            self._leave_out("%%", name)

    def _run(self, source):
        run_all(source, self.user_ns, "<a magic>")  # within the time of the cell around it

    def _leave_out(self, sign, command):
        self.left_out.append(sign + " ".join(command.split())[:60])

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None
