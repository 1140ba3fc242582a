/**
 * What all events share: the event interface, ids, names, and checks of components. Depends on no
 * single event.
 */
package dev.weft.events;
