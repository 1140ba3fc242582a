/** Small files that others change while a process runs. */
package dev.weft.access.file;
