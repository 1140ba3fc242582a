/** Labels images, uploading those that the server does not have. */
package dev.weft.console.label;
