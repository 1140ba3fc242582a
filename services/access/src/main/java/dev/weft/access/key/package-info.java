/** API keys: made once, shown once, kept as hashes. Knows no framework. */
package dev.weft.access.key;
