"""The published figures stand on these sums, so they are held to values worked out elsewhere."""

import math

import pytest

from bot.commands.figures import Share, auc_interval, calibration, roc_auc


def test_a_share_has_the_wilson_interval() -> None:
    # Newcombe 1998, table I: 81 of 263 and 0 of 20.
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert str(Share(0, 0)) == "-"


def test_roc_auc_counts_pairs_and_ties_by_half() -> None:
    assert roc_auc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert roc_auc([0.5], [0.5]) == 0.5
    assert roc_auc([0.9, 0.4, 0.4], [0.4, 0.1]) == pytest.approx(5 / 6)
    assert math.isnan(roc_auc([], [0.1]))


def test_the_interval_of_an_auc_narrows_with_more_mails() -> None:
    few, many = auc_interval(0.9, 20, 20), auc_interval(0.9, 2000, 2000)
    assert few[0] < many[0] < 0.9 < many[1] < few[1]


def test_calibration_puts_each_mail_into_its_tenth() -> None:
    assert calibration([0.05, 0.95, 1.0], [False, True, True]) == [(0.05, 0.0, 1), (0.975, 1.0, 2)]
