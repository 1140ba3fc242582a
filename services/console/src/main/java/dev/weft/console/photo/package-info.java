/** Folders of photographs. */
package dev.weft.console.photo;
