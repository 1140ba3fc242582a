/** The meaning of object keys in the store, and which of them may be images. */
package dev.weft.events.object;
