/// The feed for Java programs, as RxJava Flowables with explicit back-pressure.
///
/// [MarketData] speaks to a gateway over its WebSocket, one socket a subscription, or starts a gateway in this process and does the same. Everything
/// is signalled on one thread of its own. State conflates to the last value while nobody asks for more; facts wait up to a bound, and beyond it are counted as [Fact.Lost].
@NullMarked
package io.crossbook.gateway.embedded;

import org.jspecify.annotations.NullMarked;
