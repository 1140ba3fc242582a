/** How the system as a whole is doing: what is answered and refused, and what waits. */
package dev.weft.gateway.system;
