//! Signals: typed facts in a text (phone, amount, time, demand, threat …).
