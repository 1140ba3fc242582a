/** What the keys of objects in the store mean, and which of them may be images. */
package dev.weft.events.object;
