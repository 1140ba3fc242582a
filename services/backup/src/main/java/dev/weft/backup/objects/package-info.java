/** Objects of a backup. */
package dev.weft.backup.objects;
