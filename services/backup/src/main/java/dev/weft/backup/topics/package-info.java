/** Topics and consumer offsets of a backup. */
package dev.weft.backup.topics;
