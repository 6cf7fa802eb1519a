// On narrow screens a row of tabs scrolls: the current one is brought into sight.
document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
