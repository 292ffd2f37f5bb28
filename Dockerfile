# Two images, from the folder of this repository:
#   docker build --target student -t sequence-labs .
#   docker run --rm -p 127.0.0.1:8888:8888 sequence-labs     opens the labs, as an ordinary user
#   docker build --target grading -t sequence-grading .
#   docker run ... sequence-grading grade /in --out /out     `course grade` shows the whole line
# .devcontainer/ uses the stage `base`.

FROM python:3.12-slim AS base
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get install -y --no-install-recommends git make && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --create-home --shell /bin/bash student

# What is installed changes less often than the package, of which this needs the version alone.
FROM base AS installed
WORKDIR /home/student/labs
COPY Makefile pyproject.toml requirements.txt LICENSE ./
COPY course/__init__.py course/
ENV PIP_NO_CACHE_DIR=1
RUN make install

FROM installed AS student
COPY course course
COPY datasets datasets
COPY labs labs
RUN chown -R student labs
USER student
EXPOSE 8888
CMD [".venv/bin/python", "-m", "jupyterlab", "--no-browser", "--ip=0.0.0.0", "--ServerApp.root_dir=labs", \
     "--LabApp.default_url=/lab/tree/00_start.ipynb"]

# Runs as root, who may make the namespaces in which answers run.
FROM installed AS grading
COPY course course
COPY labs labs
COPY solutions solutions
ENTRYPOINT [".venv/bin/course"]
CMD ["--help"]
