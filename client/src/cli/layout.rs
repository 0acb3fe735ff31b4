//! Text laid out for a terminal: aligned columns, and lines broken between words where it is narrow.

use unicode_width::UnicodeWidthStr;

/// The width of a terminal that does not tell its own.
pub(super) const USUAL_WIDTH: usize = 80;

/// Between two columns.
const GAP: usize = 2;
/// Values narrower than this are hard to read: they get lines of their own instead.
const ROOM_MIN: usize = 24;

/// How many columns of a terminal `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` filled up with spaces to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// `text` in lines of at most `columns`, broken between words. A longer word has a line of its own: an address that is cut
/// cannot be copied.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        let is_first = line.is_empty();
        let needed = width(line).saturating_add(1).saturating_add(width(word));
        if is_first || needed <= columns {
            if !is_first {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A line in at most `columns`, the rest of it indented.
pub(super) fn line(text: &str, columns: usize) -> Vec<String> {
    if width(text) <= columns {
        return vec![text.to_owned()];
    }
    let broken = wrapped(text, columns.saturating_sub(GAP));
    broken.iter().enumerate().map(|(at, line)| if at == 0 { line.clone() } else { format!("  {line}") }).collect()
}

/// Names with values beside them, as lines of a name and a rest: the name is empty where a value goes on.
pub(super) fn fields(fields: &[(String, String)], columns: usize) -> Vec<(String, String)> {
    let names = fields.iter().map(|(name, _)| width(name)).max().unwrap_or(0).saturating_add(GAP);
    let room = columns.saturating_sub(names);
    let longest = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (name, value) in fields {
        if width(value) <= room {
            lines.push((padded(name, names), value.clone()));
        } else if room >= ROOM_MIN && longest(value) <= room {
            for (at, part) in wrapped(value, room).into_iter().enumerate() {
                lines.push((padded(if at == 0 { name } else { "" }, names), part));
            }
        } else {
            lines.push((name.clone(), String::new()));
            lines.extend(wrapped(value, columns.saturating_sub(GAP)).into_iter().map(|part| ("  ".to_owned(), part)));
        }
    }
    lines
}

/// The rows with their cells beneath each other; where that is wider than `columns`, what is in the last column goes on
/// below itself. None if there is no room for that either.
pub(super) fn table(rows: &[Vec<String>], columns: usize) -> Option<Vec<String>> {
    let widths = column_widths(rows);
    let (last, others) = widths.split_last()?;
    let before = others.iter().fold(0_usize, |sum, width| sum.saturating_add(*width).saturating_add(GAP));
    let room = columns.saturating_sub(before);
    if *last > room && (room < ROOM_MIN || longest_word(rows, others.len()) > room) {
        return None;
    }
    let lines = rows.iter().flat_map(|row| {
        let cells = row.iter().zip(others).map(|(cell, width)| padded(cell, width.saturating_add(GAP)));
        let beginning = cells.collect::<String>();
        let parts = wrapped(row.get(others.len()).map_or("", String::as_str), room.max(1));
        let lines = parts.into_iter().enumerate().map(move |(at, part)| match at {
            0 => format!("{beginning}{part}"),
            _ => format!("{}{part}", " ".repeat(before)),
        });
        lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
    });
    Some(lines.collect())
}

fn longest_word(rows: &[Vec<String>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.flat_map(|cell| cell.split(' ')).map(width).max().unwrap_or(0)
}

fn column_widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn lines_are_broken_between_words_and_long_words_are_left_whole() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("an address5FHneW46", 6), ["an", "address5FHneW46"]);
        assert_eq!(wrapped("", 6), [""]);
        assert_eq!(line("one two three", 9), ["one two", "  three"]);
        assert_eq!(line("one", 9), ["one"]);
    }

    #[test]
    fn values_stand_beside_their_names_where_there_is_room() {
        let given = [pair("name", "Field"), pair("purpose", "to hold money together and help each other")];
        let wide: Vec<String> = fields(&given, 80).into_iter().map(|(name, rest)| name + &rest).collect();
        assert_eq!(wide, ["name     Field", "purpose  to hold money together and help each other"]);
        let narrow: Vec<String> = fields(&given, 40).into_iter().map(|(name, rest)| name + &rest).collect();
        assert_eq!(narrow, ["name     Field", "purpose  to hold money together and help", "         each other"]);
    }

    #[test]
    fn a_long_word_beside_a_long_name_goes_below_it() {
        let address = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
        let lines = fields(&[pair("a long name", address)], 60);
        assert_eq!(lines, [pair("a long name", ""), pair("  ", address)]);
        assert!(lines.iter().all(|(name, rest)| width(name) + width(rest) <= 60));
    }

    #[test]
    fn the_last_column_goes_on_below_itself() {
        let rows = vec![
            vec!["id".to_owned(), "title".to_owned()],
            vec!["7".to_owned(), "bread for the shared meals".to_owned()],
        ];
        assert_eq!(table(&rows, 40).unwrap(), ["id  title", "7   bread for the shared meals"]);
        assert_eq!(table(&rows, 28).unwrap(), ["id  title", "7   bread for the shared", "    meals"]);
        assert_eq!(table(&rows, 20), None, "too narrow to be read");
        let address = vec![vec!["7".to_owned(), "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty".to_owned()]];
        assert_eq!(table(&address, 40), None, "an address is not broken");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let rows = vec![vec!["屋根".to_owned(), "x".to_owned()], vec!["roof".to_owned(), "y".to_owned()]];
        assert_eq!(table(&rows, 7).unwrap(), ["屋根  x", "roof  y"]);
    }
}
