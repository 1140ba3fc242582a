/** Backup of a running installation to a folder, and its restoration into an empty one. */
package dev.weft.backup;
