/// Messages to people: what holds now is looked at once a second, told once, repeated while it lasts, and resolved.
///
/// In come short readings of the engine and its alarms, out go messages to Telegram, Discord, Slack and webhooks, and calls to a heartbeat. All on threads of
/// its own: nothing that is traded waits for any of it.
@NullMarked
package io.crossbook.gateway.alerts;

import org.jspecify.annotations.NullMarked;
