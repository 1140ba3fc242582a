/** Small files that may change while a process runs. */
package dev.weft.access.file;
