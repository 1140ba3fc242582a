/** Labels images, uploading those that the server does not know. */
package dev.weft.console.label;
