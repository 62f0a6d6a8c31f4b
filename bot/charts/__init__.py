"""Charts as pictures, for people who see more in a picture than in a list; each is told in words, too."""

from bot.charts.drawing import svg
from bot.charts.png import ChartFailed, picture
from bot.charts.shapes import Bar, Bars, Chart, Line, Lines, Row

__all__ = ["Bar", "Bars", "Chart", "ChartFailed", "Line", "Lines", "Row", "picture", "svg"]
