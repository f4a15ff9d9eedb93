"""Rules for the inventories kept in version folders: they tell one story (section 3.7)."""

from __future__ import annotations

from reportgen.archive.inventory import NAME
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import SPECS, Claims


def check_prior(root: Claims, version: str, prior: Claims, findings: Findings) -> None:
    """Check the inventory `prior` in the folder of `version` against the newest one."""
    file = f"{version}/{NAME}"
    if prior.id != root.id:
        findings.add("archive-value", "E037", file, key="id", value=prior.id)
    if prior.head != version:
        findings.add("archive-value", "E040", file, key="head", value=prior.head)
    if prior.content_directory != root.content_directory:
        value = prior.content_directory or root.content_directory
        findings.add("archive-value", "E019", file, key="contentDirectory", value=value)
    if prior.versions != root.versions[: len(prior.versions)]:
        findings.add(
            "archive-history-differs",
            "E066",
            NAME,
            where=version,
            version=", ".join(prior.versions[-1:]),
        )
    for name in prior.versions:
        _check_same(root, prior, name, version, findings)


def _check_same(root: Claims, prior: Claims, name: str, where: str, findings: Findings) -> None:
    if name not in root.states or name not in prior.states:
        return
    if not _is_same_state(root, prior, name):
        findings.add("archive-history-differs", "E066", NAME, where=where, version=name)
    now, then = root.document["versions"][name], prior.document["versions"][name]
    for key in ("created", "message", "user"):
        if now.get(key) != then.get(key):
            findings.add(
                "archive-metadata-differs", "W011", NAME, where=where, version=name, key=key
            )


def _is_same_state(root: Claims, prior: Claims, name: str) -> bool:
    """Compare two states of a version: by digest, or by content path if they differ in kind."""
    now, then = root.states[name], prior.states[name]
    if root.algorithm == prior.algorithm:
        return now == then
    if now.keys() != then.keys():
        return False
    return all(
        _paths(prior, then[path]) <= _paths(root, now[path]) and _paths(prior, then[path])
        for path in now
    )


def _paths(claims: Claims, digest: str) -> set[str]:
    return {path for path, stated in claims.manifest.items() if stated == digest}


def check_formats(specs: list[tuple[str, str]], findings: Findings) -> None:
    """No version is in an older format than the one before; `specs` are (folder, format)."""
    newest = 0
    for folder, spec in specs:
        if spec not in SPECS:
            continue
        if SPECS.index(spec) < newest:
            findings.add("archive-format-older", "E103", f"{folder}/{NAME}".lstrip("/"))
        newest = max(newest, SPECS.index(spec))
