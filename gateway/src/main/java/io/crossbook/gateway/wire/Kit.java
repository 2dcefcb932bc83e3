package io.crossbook.gateway.wire;

import io.crossbook.gateway.loop.Inputs;
import io.crossbook.gateway.loop.Timers;

/// What every session works with: where inputs go, its clock and chances, and what opens sockets.
record Kit(Inputs inputs, Timers timers, Socket.Dialer dialer, Timing timing, Jitter jitter) {}
