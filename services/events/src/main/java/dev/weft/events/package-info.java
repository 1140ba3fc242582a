/**
 * What all events share: that they are events, ids, names, and the checks of their components.
 * Knows no event.
 */
package dev.weft.events;
