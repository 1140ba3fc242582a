/** How often somebody may ask. Knows no framework. */
package dev.weft.access.rate;
