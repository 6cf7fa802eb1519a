"""Pictures of conformity: bars of states, the burn-up, the roadmap in time."""

from conformity.pictures.bars import TONES, states_bar
from conformity.pictures.chart import draw_burn_up
from conformity.pictures.timeline import draw_timeline

__all__ = ["TONES", "draw_burn_up", "draw_timeline", "states_bar"]
