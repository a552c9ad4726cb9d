"""Which part of a request a fact is about; None for those that are about none."""

from bot.conversation import facts

_FIELDS: dict[type[facts.Fact], str] = {
    facts.SetTempo: "tempo_bpm", facts.ScaleTempo: "tempo_bpm", facts.AddTempo: "tempo_bpm",
    facts.SetKey: "key", facts.SetMode: "key", facts.Transpose: "key", facts.RelativeKey: "key",
    facts.SetMeter: "meter", facts.SetBars: "bars", facts.SetSeconds: "bars",
    facts.ScaleBars: "bars", facts.AddBars: "bars", facts.AddSeconds: "bars",
    facts.SetTemperature: "temperature", facts.StepTemperature: "temperature",
    facts.SetBand: "instruments", facts.AddBand: "instruments", facts.SwapBand: "instruments",
    facts.ResetBand: "instruments", facts.LeaveOut: "without", facts.BringBack: "without",
    facts.SetLoop: "loop", facts.SetIntro: "intro", facts.ScaleIntro: "intro",
    facts.SetPickup: "pickup",
    facts.MoodIs: "mood", facts.SetCount: "count", facts.SetSeed: "seed", facts.NewSeed: "seed",
    facts.SameSeed: "seed", facts.Blend: "weights", facts.BlendPath: "weights",
    facts.OneShare: "share", facts.MoveGenre: "share", facts.ScaleGenre: "share",
    facts.AddGenre: "share", facts.RemoveGenre: "share", facts.SwapGenre: "share",
    facts.EvenOut: "share", facts.Mirror: "share", facts.Reweigh: "share",
}  # fmt: skip


def field_of(fact: facts.Fact) -> str | None:
    """``weights`` for a whole blend, ``share`` for a change of one, else the field's name."""
    return _FIELDS.get(type(fact))
