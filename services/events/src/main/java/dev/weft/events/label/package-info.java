/** Labels of images, and the event that says one. */
package dev.weft.events.label;
