/** The peer on Quarkus with SmallRye Reactive Messaging. */
package dev.weft.benchpeer.messaging;
