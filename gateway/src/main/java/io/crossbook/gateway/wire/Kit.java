package io.crossbook.gateway.wire;

import io.crossbook.gateway.loop.Inputs;
import io.crossbook.gateway.loop.Timers;

/// What every session works with: where inputs go, its clock and chances, what opens sockets, and what signs.
record Kit(Inputs inputs, Timers timers, Socket.Dialer dialer, Timing timing, Jitter jitter,
        Keyring keyring, Departures departures) {}
