/** Labels of images, and the event that carries one. */
package dev.weft.events.label;
